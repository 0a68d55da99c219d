using System.Collections.Frozen;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>Names of measures that stand behind a number.</summary>
internal static class Units
{
    /// <summary>The signs, longest first, for a regular expression.</summary>
    public const string Pattern =
        "km/h|kph|mph|kWh|kcal|sq\\.?\\s?ft|sq\\.?\\s?m|km|cm|mm|kg|mg|ml|mi|lbs?|oz|ft|yds?|hrs?|hr|mins?|min|secs?|sec|GB|MB|TB|KB|kW|Hz|kHz|MHz|GHz|dB|ms|m²|m2|m|g|l|L|W|V|h";

    private static readonly FrozenDictionary<string, (string One, string Many)> Names = new Dictionary<string, (string, string)>
    {
        ["km/h"] = ("kilometer per hour", "kilometers per hour"),
        ["kph"] = ("kilometer per hour", "kilometers per hour"),
        ["mph"] = ("mile per hour", "miles per hour"),
        ["kWh"] = ("kilowatt hour", "kilowatt hours"),
        ["kcal"] = ("kilocalorie", "kilocalories"),
        ["sqft"] = ("square foot", "square feet"),
        ["sqm"] = ("square meter", "square meters"),
        ["m²"] = ("square meter", "square meters"),
        ["m2"] = ("square meter", "square meters"),
        ["km"] = ("kilometer", "kilometers"),
        ["cm"] = ("centimeter", "centimeters"),
        ["mm"] = ("millimeter", "millimeters"),
        ["m"] = ("meter", "meters"),
        ["mi"] = ("mile", "miles"),
        ["kg"] = ("kilogram", "kilograms"),
        ["mg"] = ("milligram", "milligrams"),
        ["g"] = ("gram", "grams"),
        ["ml"] = ("milliliter", "milliliters"),
        ["l"] = ("liter", "liters"),
        ["L"] = ("liter", "liters"),
        ["lb"] = ("pound", "pounds"),
        ["lbs"] = ("pound", "pounds"),
        ["oz"] = ("ounce", "ounces"),
        ["ft"] = ("foot", "feet"),
        ["yd"] = ("yard", "yards"),
        ["yds"] = ("yard", "yards"),
        ["h"] = ("hour", "hours"),
        ["hr"] = ("hour", "hours"),
        ["hrs"] = ("hour", "hours"),
        ["min"] = ("minute", "minutes"),
        ["mins"] = ("minute", "minutes"),
        ["sec"] = ("second", "seconds"),
        ["secs"] = ("second", "seconds"),
        ["ms"] = ("millisecond", "milliseconds"),
        ["KB"] = ("kilobyte", "kilobytes"),
        ["MB"] = ("megabyte", "megabytes"),
        ["GB"] = ("gigabyte", "gigabytes"),
        ["TB"] = ("terabyte", "terabytes"),
        ["W"] = ("watt", "watts"),
        ["kW"] = ("kilowatt", "kilowatts"),
        ["V"] = ("volt", "volts"),
        ["Hz"] = ("hertz", "hertz"),
        ["kHz"] = ("kilohertz", "kilohertz"),
        ["MHz"] = ("megahertz", "megahertz"),
        ["GHz"] = ("gigahertz", "gigahertz"),
        ["dB"] = ("decibel", "decibels"),
        ["°"] = ("degree", "degrees"),
        ["°C"] = ("degree Celsius", "degrees Celsius"),
        ["°F"] = ("degree Fahrenheit", "degrees Fahrenheit"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Name(string sign, bool one)
    {
        var key = sign.Replace(" ", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        return Names.TryGetValue(key, out var names) ? one ? names.One : names.Many : sign;
    }
}

using Voxie.Pipeline.Speaking.Wording;

namespace Voxie.Pipeline.Speaking;

/// <summary>
/// Turns written text into words that any voice says right: no digits, symbols, addresses, abbreviations or markup remain.
/// It stands in front of every voice, because some (the local neural one) read only words.
/// Letters to be said one by one come out as lone capitals with spaces between ("eight thirty A M", "W W W");
/// word-joining hyphens become spaces; commas and full stops remain as pauses. English (US). Pure; never throws.
/// </summary>
public static class SpokenText
{
    /// <summary>Words for <paramref name="text"/>; empty when nothing in it can be said.</summary>
    public static string ForVoice(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";

        // Order matters: what owns its digits and dots (addresses, money, dates, times, telephone numbers) goes before plain numbers.
        var spoken = Markup.Strip(text);
        spoken = Addresses.Speak(spoken);
        spoken = Abbreviations.Expand(spoken);
        spoken = Money.Speak(spoken);
        spoken = Dates.Speak(spoken);
        spoken = Times.Speak(spoken);
        spoken = PhoneNumbers.Speak(spoken);
        spoken = Quantities.Speak(spoken);
        spoken = Letters.Speak(spoken);
        return Symbols.Speak(spoken);
    }
}

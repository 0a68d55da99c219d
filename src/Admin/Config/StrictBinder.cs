using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;

namespace Voxie.Admin.Config;

/// <summary>
/// Binds configuration keys to a record and reports every unknown key and bad value, not only the first.
/// (The framework's binder stops at one, without saying where it stands.)
/// </summary>
internal sealed class StrictBinder(Func<string, string> sourceOf)
{
    private readonly List<ConfigError> _errors = [];

    public IReadOnlyList<ConfigError> Errors => _errors;

    public T Bind<T>(IConfiguration configuration) where T : new() => (T)BindRecord(typeof(T), configuration.GetChildren());

    public void Report(string key, string reason) => _errors.Add(new ConfigError(sourceOf(key), Dotted(key), reason));

    private object BindRecord(Type type, IEnumerable<IConfigurationSection> children)
    {
        var target = Activator.CreateInstance(type)!;
        foreach (var child in children)
        {
            var property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is null || !property.CanWrite)
            {
                Report(child.Path, "unknown key. " + Known(type));
                continue;
            }
            if (BindValue(property.PropertyType, child) is { } value)
            {
                property.SetValue(target, value);
            }
        }
        return target;
    }

    private object? BindValue(Type type, IConfigurationSection section)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return BindList(type.GetGenericArguments()[0], section);
        }
        if (IsRecord(type))
        {
            if (section.Value is { Length: > 0 })
            {
                Report(section.Path, "must be a map of keys and values.");
                return null;
            }
            return BindRecord(type, section.GetChildren());
        }
        if (section.Value is null)
        {
            if (section.GetChildren().Any())
            {
                Report(section.Path, "must be a single value.");
            }
            return null;
        }
        return Scalar(type, section.Path, section.Value);
    }

    // A single value (as an environment variable gives it) replaces the list; commas separate.
    private Array? BindList(Type element, IConfigurationSection section)
    {
        var values = new ArrayList();
        var failed = false;
        if (section.Value is { } text)
        {
            foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (IsRecord(element))
                {
                    Report(section.Path, "must be a list of maps.");
                    return null;
                }
                Keep(Scalar(element, section.Path, part));
            }
        }
        else
        {
            foreach (var child in section.GetChildren().OrderBy(c => int.TryParse(c.Key, out var index) ? index : int.MaxValue))
            {
                if (!int.TryParse(child.Key, out _))
                {
                    Report(child.Path, "must be a list.");
                    return null;
                }
                Keep(BindValue(element, child));
            }
        }
        return failed ? null : values.ToArray(element);

        void Keep(object? value)
        {
            failed |= value is null;
            values.Add(value);
        }
    }

    private object? Scalar(Type type, string path, string text)
    {
        object? value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ when type == typeof(double) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : null,
            _ when type == typeof(bool) => bool.TryParse(text, out var flag) ? flag : null,
            _ when type.IsEnum => Enum.TryParse(type, text, ignoreCase: true, out var named) && !int.TryParse(text, out _) ? named : null,
            _ when type == typeof(IPEndPoint) => Addresses.TryParseEndPoint(text, out var endPoint) ? endPoint : null,
            _ when type == typeof(IPAddress) => Addresses.TryParseAddress(text, out var address) ? address : null,
            _ when type == typeof(Uri) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null,
            _ when type == typeof(PortRange) => PortRange.TryParse(text, CultureInfo.InvariantCulture, out var range) ? range : null,
            _ when type == typeof(SipListen) => SipListen.TryParse(text, CultureInfo.InvariantCulture, out var listen) ? listen : null,
            _ when type == typeof(Secret) => Secret.TryParse(text, CultureInfo.InvariantCulture, out var secret) ? secret : null,
            _ => throw new NotSupportedException("No reading for settings of type " + type),
        };
        if (value is null)
        {
            // The value itself may be a secret in the wrong place: only types that never are get quoted.
            Report(path, type == typeof(Secret) ? "must not be empty." : $"'{text}' is not {Expected(type)}.");
        }
        return value;
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type).Select(SettingName)),
        _ when type == typeof(IPEndPoint) => "an address with a port, such as 127.0.0.1:8080",
        _ when type == typeof(IPAddress) => "an IP address",
        _ when type == typeof(Uri) => "an http or https URL",
        _ when type == typeof(PortRange) => "a port range, such as 20000-29999",
        _ when type == typeof(SipListen) => "a SIP listener, such as udp:127.0.0.1:5060, tcp:127.0.0.1:5060 or tls:127.0.0.1:5061",
        _ => "valid",
    };

    private static string Known(Type type)
    {
        var names = type.GetProperties().Where(p => p.CanWrite).Select(p => SettingName(p.Name)).ToList();
        return "Known here: " + string.Join(", ", names) + ".";
    }

    private static bool IsRecord(Type type) => type.IsClass && type.Namespace?.StartsWith("Voxie.", StringComparison.Ordinal) == true
        && type != typeof(SipListen) && type != typeof(Secret);

    internal static string SettingName(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    internal static string Dotted(string path) => string.Join('.', path.Split(':').Select(SettingName));
}

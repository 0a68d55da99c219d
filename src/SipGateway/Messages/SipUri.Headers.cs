using System.Text;

namespace Voxie.SipGateway.Messages;

internal sealed partial record SipUri
{
    /// <summary>Value of one header of the header part, escapes read; null when it is not there. Only Refer-To has a use for it.</summary>
    public string? HeaderOf(string name)
    {
        foreach (var pair in HeaderText?.Split('&') ?? [])
        {
            var equals = pair.IndexOf('=');
            if (equals > 0 && Unescape(pair[..equals]).Equals(name, StringComparison.OrdinalIgnoreCase)) return Unescape(pair[(equals + 1)..]);
        }

        return null;
    }

    /// <summary>This URI with one header in its header part and nothing else there.</summary>
    public SipUri WithOnlyHeader(string name, string value)
    {
        var text = new StringBuilder(name).Append('=');
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (b < 0x80 && Unreserved.Contains((char)b)) text.Append((char)b);
            else text.Append('%').Append(Convert.ToHexString([b]));
        }

        return this with { HeaderText = text.ToString() };
    }
}

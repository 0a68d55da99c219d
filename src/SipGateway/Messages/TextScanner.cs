using System.Buffers;

namespace Voxie.SipGateway.Messages;

/// <summary>
/// Reads one header value from left to right. Every method consumes what it looked at (or one character of it), which
/// is what keeps the readers built on it linear; <see cref="Looked"/> lets a test hold them to it.
/// </summary>
internal ref struct TextScanner(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>Characters looked at so far.</summary>
    public int Looked { get; private set; }

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>The next character, NUL at the end.</summary>
    public readonly char Next => _rest.IsEmpty ? '\0' : _rest[0];

    public void SkipSpace()
    {
        var trimmed = _rest.TrimStart(" \t");
        Take(_rest.Length - trimmed.Length);
    }

    /// <summary>Skips white space, <paramref name="separator"/>, white space (SEMI, COMMA, EQUAL, SLASH, COLON of RFC 3261).</summary>
    public bool TrySkip(char separator)
    {
        SkipSpace();
        if (Next != separator || AtEnd) return false;
        Take(1);
        SkipSpace();
        return true;
    }

    /// <summary>Reads one or more characters of a class.</summary>
    public bool TryRead(SearchValues<char> allowed, out ReadOnlySpan<char> run)
    {
        var end = _rest.IndexOfAnyExcept(allowed);
        run = Take(end < 0 ? _rest.Length : end);
        return !run.IsEmpty;
    }

    public bool TryReadToken(out ReadOnlySpan<char> token) => TryRead(SipText.Token, out token);

    /// <summary>Reads up to (not including) any of the stops, or to the end.</summary>
    public ReadOnlySpan<char> ReadUntil(SearchValues<char> stops)
    {
        var end = _rest.IndexOfAny(stops);
        return Take(end < 0 ? _rest.Length : end);
    }

    /// <summary>Reads through <paramref name="last"/>, which must come; the run does not hold it.</summary>
    public bool TryReadThrough(char last, out ReadOnlySpan<char> run)
    {
        var end = _rest.IndexOf(last);
        run = Take(end < 0 ? _rest.Length : end);
        if (end < 0) return false;
        Take(1);
        return true;
    }

    /// <summary>Reads a quoted string with its quotes and escapes.</summary>
    public bool TryReadQuoted(out ReadOnlySpan<char> quoted)
    {
        quoted = default;
        if (Next != '"') return false;
        for (var i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] == '\\') i++;
            else if (_rest[i] == '"')
            {
                quoted = Take(i + 1);
                return true;
            }
        }

        Take(_rest.Length);
        return false;
    }

    private ReadOnlySpan<char> Take(int count)
    {
        // The one more is the character that ended the run.
        Looked += count + 1;
        var run = _rest[..count];
        _rest = _rest[count..];
        return run;
    }
}

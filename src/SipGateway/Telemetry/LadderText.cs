using System.Globalization;
using System.Text;

namespace Voxie.SipGateway.Telemetry;

/// <summary>
/// A ladder as people draw it: a column for each party, an arrow for each message, the time since the first one and since the one
/// before. Plain ASCII but for what a start line holds itself.
/// </summary>
public static class LadderText
{
    private const int MaxColumns = 6;
    private const int Gap = 46; // characters between two columns
    private const int LabelRoom = Gap - 8;
    private const int TimesRoom = 22;
    private const int MaxLabel = 200;

    public static string Write(SipLadder ladder)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"SIP ladder from {ladder.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC: {ladder.Messages.Count} messages");
        text.Append(CultureInfo.InvariantCulture, $", {ladder.Retransmissions} of them retransmissions, {ladder.LeftOut} left out\n\n");
        var columns = Columns(ladder);
        Head(text, columns);
        var (before, leftOut) = (0.0, 0);
        foreach (var message in ladder.Messages)
        {
            LeftOut(text, message.LeftOutBefore, columns);
            leftOut += message.LeftOutBefore;
            Arrow(text, message, message.OffsetMs - before, columns);
            before = message.OffsetMs;
        }

        LeftOut(text, ladder.LeftOut - leftOut, columns);
        return text.ToString();
    }

    /// <summary>What a message is, in a few words.</summary>
    internal static string Label(SipLadderMessage message)
    {
        var line = message.StartLine.AsSpan();
        var isResponse = line.StartsWith("SIP/2.0 ", StringComparison.OrdinalIgnoreCase);
        var version = line.LastIndexOf(' ');
        var label = isResponse ? line[8..]
            : version > 0 && line[version..].StartsWith(" SIP/", StringComparison.OrdinalIgnoreCase) ? line[..version]
            : line;
        var shown = new StringBuilder().Append(label.Length > MaxLabel ? label[..MaxLabel] : label);
        if (isResponse && MethodOf(message.Text) is { Length: > 0 } method)
        {
            shown.Append(" (").Append(method).Append(')');
        }

        for (var i = 0; i < shown.Length; i++)
        {
            if (char.IsControl(shown[i]) || char.IsSurrogate(shown[i]))
            {
                shown[i] = '?';
            }
        }

        if (message.Text?.Contains("\r\nv=0", StringComparison.Ordinal) == true)
        {
            shown.Append(" [SDP]");
        }

        return shown.Append(message.Retransmission ? " (again)" : "").Append(message.Failed ? " (NOT SENT)" : "").ToString();
    }

    /// <summary>Method of the CSeq; empty when there is none to read.</summary>
    private static ReadOnlySpan<char> MethodOf(ReadOnlySpan<char> text)
    {
        foreach (var line in text.EnumerateLines())
        {
            if (line.StartsWith("CSeq", StringComparison.OrdinalIgnoreCase))
            {
                return line[(line.LastIndexOf(' ') + 1)..];
            }
        }

        return [];
    }

    /// <summary>The first peer stands left of us, every other one right; too many share the last column.</summary>
    private static List<string> Columns(SipLadder ladder)
    {
        var peers = ladder.Messages.Select(message => message.Remote).Distinct().ToList();
        var columns = peers.Take(1).Append("").Concat(peers.Skip(1)).ToList();
        if (columns.Count > MaxColumns)
        {
            columns.RemoveRange(MaxColumns - 1, columns.Count - MaxColumns + 1);
            columns.Add("others");
        }

        return columns;
    }

    private static int ColumnOf(SipLadderMessage message, List<string> columns)
    {
        var column = columns.IndexOf(message.Remote);
        return column < 0 ? columns.Count - 1 : column;
    }

    private static void Head(StringBuilder text, List<string> columns)
    {
        text.Append(' ', TimesRoom - 2);
        foreach (var (i, column) in columns.Index())
        {
            var name = column.Length == 0 ? "voxie" : column;
            text.Append(i == columns.Count - 1 ? name : name.PadRight(Gap + 1));
        }

        text.Append('\n');
        Line(text, "", Blank(columns));
    }

    private static void Arrow(StringBuilder text, SipLadderMessage message, double delta, List<string> columns)
    {
        var row = Blank(columns);
        var (us, peer) = (columns.IndexOf(""), ColumnOf(message, columns));
        var (from, to) = message.Direction == SipDirection.Sent ? (us, peer) : (peer, us);
        var (left, right) = (Math.Min(from, to) * (Gap + 1), Math.Max(from, to) * (Gap + 1));
        for (var i = left + 1; i < right; i++)
        {
            row[i] = '-';
        }

        row[from < to ? right - 1 : left + 1] = from < to ? '>' : '<';
        // The label stands beside us, so that an arrow that passes other columns has its words where the reader looks.
        var label = Label(message);
        label = $" {(label.Length > LabelRoom ? label[..(LabelRoom - 2)] + ".." : label)} ";
        var at = (us < peer ? left : right - Gap - 1) + 1 + (Gap - label.Length) / 2;
        label.CopyTo(row.AsSpan(at));
        var times = string.Create(CultureInfo.InvariantCulture, $"{message.OffsetMs / 1000,9:0.000} {"+" + (delta / 1000).ToString("0.000", CultureInfo.InvariantCulture),9}");
        Line(text, times, row, message.Transport);
    }

    private static void LeftOut(StringBuilder text, int count, List<string> columns)
    {
        if (count > 0)
        {
            Line(text, "", Blank(columns), $"... {count.ToString(CultureInfo.InvariantCulture)} messages left out ...");
        }
    }

    private static char[] Blank(List<string> columns)
    {
        var row = new char[(columns.Count - 1) * (Gap + 1) + 1];
        Array.Fill(row, ' ');
        for (var i = 0; i < columns.Count; i++)
        {
            row[i * (Gap + 1)] = '|';
        }

        return row;
    }

    private static void Line(StringBuilder text, string times, char[] row, string note = "") =>
        text.Append(times.PadRight(TimesRoom)).Append(row).Append(note.Length > 0 ? "  " : "").Append(note).Append('\n');
}

using System.Diagnostics.Metrics;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Journal;
using Voxie.Admin.Storage;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Tests.Journal;

/// <summary>One life of a node as far as the record goes: journal, sink, shipper, recovery on a data folder.</summary>
internal sealed class JournalLife : IAsyncDisposable
{
    private readonly TestMeters _meters = new();

    public JournalLife(string folder, Database database, int? epoch = null, JournalOptions? options = null, TimeProvider? time = null, ILogger<Shipper>? log = null)
    {
        Node = epoch is { } fixedEpoch ? new NodeIdentity("node", fixedEpoch) : NodeIdentity.Next(folder, () => "node");
        JournalFolder = Path.Combine(folder, "journal");
        Writer = new JournalWriter(JournalFolder, Node.Epoch, options ?? new JournalOptions(), time ?? TimeProvider.System);
        Calls = new CallWriter(database);
        Sink = new JournalSink(Writer, Node.Epoch, _meters, NullLogger<JournalSink>.Instance);
        Shipper = new Shipper(JournalFolder, Node, Writer, Calls, time ?? TimeProvider.System, _meters, log ?? NullLogger<Shipper>.Instance);
    }

    public NodeIdentity Node { get; }
    public string JournalFolder { get; }
    public JournalWriter Writer { get; }
    public CallWriter Calls { get; }
    public JournalSink Sink { get; }
    public Shipper Shipper { get; }

    public Task<int> RecoverAsync() => new Recovery(Node, Writer, Shipper, Calls, NullLogger<Recovery>.Instance).RunAsync(default);

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        _meters.Dispose();
    }
}

internal sealed class TestMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose() => _meters.ForEach(meter => meter.Dispose());
}

internal static class Lines
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static Guid Call(int n) => new(n, 0, 0, new byte[8]);

    public static CallAdmitted Admitted(Guid call, int second = 0) =>
        new(call, Start.AddSeconds(second), LegKind.Sip, CallDirection.Inbound, "alice", "100", "127.0.0.1:5062", "ref", "reception", "Reception", 3);

    public static TurnRecord Turn(Guid call, int number, int second) =>
        new(call, number, number % 2 == 0 ? TurnRole.Agent : TurnRole.Caller, "t" + number, "h" + number, Start.AddSeconds(second), Start.AddSeconds(second + 1));

    public static CallEnded Ended(Guid call, int second) => new(call, Start.AddSeconds(second), CallEndReason.CallerHangup, new LegReport { Codec = "PCMU" });

    /// <summary>A whole call: admitted, answered, turns, a note, the end.</summary>
    public static void Write(ICallRecordSink sink, Guid call, int turns = 2, bool end = true)
    {
        sink.Admitted(Admitted(call));
        sink.Answered(new CallAnswered(call, Start.AddSeconds(1)));
        for (var n = 0; n < turns; n++)
        {
            sink.Turn(Turn(call, n, 2 + n));
        }
        sink.Note(new CallNote(call, Start.AddSeconds(30), "digit", new Dictionary<string, string> { ["key"] = "1" }));
        if (end)
        {
            sink.Ended(Ended(call, 60));
        }
    }
}

/// <summary>What the database says.</summary>
internal static class Rows
{
    public static async Task<(int Calls, int Turns, int Notes, int Open)> CountAsync(Database database)
    {
        await using var connection = await database.OpenAsync(default);
        return await connection.QuerySingleAsync<(int, int, int, int)>("""
            SELECT (SELECT COUNT(*) FROM calls), (SELECT COUNT(*) FROM turns), (SELECT COUNT(*) FROM call_notes),
                (SELECT COUNT(*) FROM calls WHERE ended_at IS NULL)
            """);
    }

    public static async Task<(string Code, string Side, DateTimeOffset At, int Turns)> EndAsync(Database database, Guid call)
    {
        await using var connection = await database.OpenAsync(default);
        var row = await connection.QuerySingleAsync<(string Code, string Side, long At, int Turns)>("""
            SELECT end_code, end_side, ended_at, (SELECT COUNT(*) FROM turns t WHERE t.call_id = c.call_id) FROM calls c WHERE call_id = @call
            """, new { call = call.ToString() });
        return (row.Code, row.Side, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Turns);
    }
}

/// <summary>Completes when a line with the given text is logged.</summary>
internal sealed class LogSignal<T>(params string[] texts) : ILogger<T>
{
    private readonly TaskCompletionSource[] _seen = [.. texts.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

    public Task Seen(int text) => _seen[text].Task.WaitAsync(TimeSpan.FromSeconds(30));

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        for (var n = 0; n < texts.Length; n++)
        {
            if (formatter(state, exception).Contains(texts[n], StringComparison.Ordinal))
            {
                _seen[n].TrySetResult();
            }
        }
    }
}

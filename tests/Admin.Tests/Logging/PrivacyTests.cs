using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Voxie.Admin.Journal;
using Voxie.Admin.Storage;
using Voxie.Admin.Tests.Journal;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Tests.Logging;

/// <summary>Logs hold no speech, no digits, no numbers (S27), even when the record goes wrong.</summary>
public sealed class PrivacyTests
{
    private const string Canary = "canary-4111111111111111";

    [Fact]
    public async Task Nothing_that_was_said_or_dialled_reaches_the_log()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await database.PrepareAsync(TimeProvider.System, default);
        var lines = new ConcurrentQueue<string>();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Collector(lines)));
        using var meters = new TestMeters();
        var node = new NodeIdentity("node", 1);
        await using var writer = new JournalWriter(folder.Of("journal"), 1, new JournalOptions { SegmentBytes = 1 }, TimeProvider.System);
        var calls = new CallWriter(database);
        var sink = new JournalSink(writer, 1, meters, loggers.CreateLogger<JournalSink>());
        var shipper = new Shipper(folder.Of("journal"), node, writer, calls, TimeProvider.System, meters, loggers.CreateLogger<Shipper>());

        sink.Admitted(Lines.Admitted(Lines.Call(1)) with { From = Canary, To = Canary });
        // Out of place, refused by the disk, refused by the database, torn: each is logged.
        sink.Turn(Lines.Turn(Lines.Call(2), 0, 1) with { Text = Canary });
        Directory.Move(folder.Of("journal"), folder.Of("away"));
        sink.Turn(Lines.Turn(Lines.Call(1), 0, 1) with { Text = Canary, HeardText = Canary });
        Directory.Move(folder.Of("away"), folder.Of("journal"));
        sink.Note(new CallNote(Lines.Call(1), Lines.Start, "digit", new Dictionary<string, string> { ["key"] = Canary }));
        writer.Append(new JournalLine("default", Lines.Call(3), 0, 1,
            Admitted: Lines.Admitted(Lines.Call(3)) with { From = Canary, To = null! }).ToBytes());
        writer.Append(System.Text.Encoding.ASCII.GetBytes(Canary + "\n"));
        Assert.True(await shipper.TryShipAsync(default));

        Assert.True(lines.Count >= 4, string.Join('\n', lines));
        Assert.DoesNotContain(lines, line => line.Contains("canary", StringComparison.Ordinal));
    }

    private sealed class Collector(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose() { }
    }
}

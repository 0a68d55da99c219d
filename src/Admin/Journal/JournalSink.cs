using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Voxie.Admin.Storage;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Journal;

/// <summary>
/// The record of calls, written ahead to the journal (law 5). Numbers each call's events; drops what comes for a call that
/// was never admitted or has ended, so that the end stands exactly once.
/// </summary>
internal sealed partial class JournalSink : ICallRecordSink
{
    private readonly ConcurrentDictionary<Guid, int> _next = new();
    private readonly JournalWriter _writer;
    private readonly int _epoch;
    private readonly ILogger<JournalSink> _log;
    private readonly Counter<long> _failures;

    public JournalSink(JournalWriter writer, int epoch, IMeterFactory meters, ILogger<JournalSink> log)
    {
        (_writer, _epoch, _log) = (writer, epoch, log);
        var meter = meters.Create("Voxie.Journal");
        _failures = meter.CreateCounter<long>("voxie.journal.write_failures", "{line}", "Journal lines that the disk refused at the first try");
        meter.CreateObservableGauge("voxie.journal.unwritten", () => writer.Unwritten, "{line}", "Journal lines that wait in memory for the disk");
        meter.CreateObservableCounter("voxie.journal.lost", () => writer.Lost, "{line}", "Journal lines lost for good");
    }

    public void Admitted(CallAdmitted line)
    {
        if (_next.TryAdd(line.CallId, 1))
        {
            Append(new JournalLine(Database.DefaultWorkspace, line.CallId, 0, _epoch, Admitted: line));
        }
        else
        {
            OutOfPlace(_log, line.CallId, "admitted");
        }
    }

    public void Answered(CallAnswered line) => Append(line.CallId, "answered", line, static (at, value) => at with { Answered = value });

    public void Turn(TurnRecord line) => Append(line.CallId, "turn", line, static (at, value) => at with { Turn = value });

    public void Note(CallNote line) => Append(line.CallId, "note", line, static (at, value) => at with { Note = value });

    public void Ended(CallEnded line)
    {
        // Taken out first: whatever else comes for this call, its end has been written.
        if (_next.TryRemove(line.CallId, out var number))
        {
            Append(new JournalLine(Database.DefaultWorkspace, line.CallId, number, _epoch, Ended: line));
        }
        else
        {
            OutOfPlace(_log, line.CallId, "ended");
        }
    }

    private void Append<T>(Guid callId, string kind, T value, Func<JournalLine, T, JournalLine> with)
    {
        // One writer per call, so read and count up need no lock.
        if (!_next.TryGetValue(callId, out var number) || !_next.TryUpdate(callId, number + 1, number))
        {
            OutOfPlace(_log, callId, kind);
            return;
        }
        Append(with(new JournalLine(Database.DefaultWorkspace, callId, number, _epoch), value));
    }

    private void Append(JournalLine line)
    {
        try
        {
            if (_writer.Append(line.ToBytes()) is { } failure)
            {
                _failures.Add(1);
                Refused(_log, line.CallId, line.Number, failure.Message);
            }
        }
        catch (ObjectDisposedException)
        {
            _failures.Add(1);
            Refused(_log, line.CallId, line.Number, "the journal is closed");
        }
    }
}

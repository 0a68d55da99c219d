using Voxie.Admin.Events;
using Voxie.Admin.Journal;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary>Where calls write their record: first the journal, then those who watch.</summary>
internal sealed class CallRecords(JournalSink journal, EventFeed feed, EchoMetrics echoes) : ICallRecordSink
{
    public void Admitted(CallAdmitted line)
    {
        journal.Admitted(line);
        feed.Admitted(line);
    }

    public void Answered(CallAnswered line)
    {
        journal.Answered(line);
        feed.Answered(line);
    }

    public void Turn(TurnRecord line)
    {
        journal.Turn(line);
        feed.Turn(line);
    }

    public void Note(CallNote line)
    {
        journal.Note(line);
        feed.Note(line);
    }

    public void Ended(CallEnded line)
    {
        journal.Ended(line);
        feed.Ended(line);
        if (line.Leg?.Echo is { } echo) echoes.Found(echo);
    }
}

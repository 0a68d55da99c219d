using Voxie.Pipeline.Calls;

namespace Voxie.TestKit;

/// <summary>Keeps the record's lines in the order in which they were written.</summary>
public sealed class RecordingSink : ICallRecordSink
{
    private readonly List<object> _lines = [];

    /// <summary>Every line of every call.</summary>
    public IReadOnlyList<object> Lines => _lines;

    public IReadOnlyList<TurnRecord> Turns => [.. _lines.OfType<TurnRecord>()];

    public IReadOnlyList<CallNote> Notes => [.. _lines.OfType<CallNote>()];

    /// <summary>The one last line; throws when there is none, or more than one.</summary>
    public CallEnded End => _lines.OfType<CallEnded>().Single();

    /// <summary>Called with each line.</summary>
    public Action<object>? Written { get; set; }

    public void Admitted(CallAdmitted line) => Add(line);
    public void Answered(CallAnswered line) => Add(line);
    public void Turn(TurnRecord line) => Add(line);
    public void Note(CallNote line) => Add(line);
    public void Ended(CallEnded line) => Add(line);

    private void Add(object line)
    {
        _lines.Add(line);
        Written?.Invoke(line);
    }
}

using Voxie.Pipeline.Calls;

namespace Voxie.TestKit;

/// <summary>Ids that count up from 1.</summary>
public sealed class SequentialIds : IIdSource
{
    private int _last;

    public Guid Next() => new(++_last, 0, 0, new byte[8]);
}

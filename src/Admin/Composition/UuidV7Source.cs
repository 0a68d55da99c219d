using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Composition;

/// <summary>Call ids that sort by time (RFC 9562 5.7).</summary>
internal sealed class UuidV7Source(TimeProvider time) : IIdSource
{
    public Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
}

using Voxie.Admin.Calls;

namespace Voxie.Admin.Node;

/// <summary>The telephone side of a node, composed but not started.</summary>
/// <param name="Live">The calls that are up.</param>
/// <param name="Parts">In order of starting.</param>
internal sealed record Telephony(ILiveCalls Live, IReadOnlyList<INodePart> Parts);

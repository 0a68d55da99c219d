using Microsoft.Extensions.Logging;

namespace Voxie.Pipeline.Calls;

/// <summary>What one call stands on.</summary>
/// <param name="Outbound">What dials second lines. Asked when the first is wanted.</param>
/// <param name="Artifacts">Null: what the line leaves behind is not kept.</param>
internal sealed record CallParts(Func<IOutboundLegs> Outbound, CallLimits Limits, ICallArtifactSink? Artifacts, TimeProvider Time, ILogger Logger);

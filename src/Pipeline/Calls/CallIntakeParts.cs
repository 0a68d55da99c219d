using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Recording;

namespace Voxie.Pipeline.Calls;

/// <summary>What <see cref="CallIntake"/> is made of.</summary>
public sealed record CallIntakeParts
{
    public required CallDirectory Directory { get; init; }
    public required IConductorFactory Conductors { get; init; }
    public required ICallRecordSink Record { get; init; }

    /// <summary>Null: what lines leave behind is not kept.</summary>
    public ICallArtifactSink? Artifacts { get; init; }

    /// <summary>Null: no call is recorded, whatever its agent says.</summary>
    public IRecordings? Recordings { get; init; }

    public required IIdSource Ids { get; init; }
    public required TimeProvider Time { get; init; }
    public required ILoggerFactory Loggers { get; init; }
    /// <summary>What dials the second line of calls that pass through. Asked when the first of them comes.</summary>
    public Func<IOutboundLegs> Outbound { get; init; } = static () => throw new InvalidOperationException("Nothing can be dialled here.");

    public CallLimits Limits { get; init; } = new();

    /// <summary>Calls up at once, at least 1.</summary>
    public int MaxCalls { get; init; } = 500;

    /// <summary>Would one more talking caller still be served in time? Cheap, any thread.</summary>
    public Func<bool> HasSpeechRoom { get; init; } = static () => true;
}

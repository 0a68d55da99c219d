namespace Voxie.Pipeline.Calls;

/// <summary>Bounds of every call, whatever its agent says.</summary>
public sealed record CallLimits
{
    /// <summary>Admission to answer: providers that are not warm by then fail the call.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest goodbye of a conductor, once the call must end.</summary>
    public TimeSpan FarewellWithin { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Longest time that the second line of a call that passes through may take to answer.</summary>
    public TimeSpan BridgeWithin { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Longest call that passes through.</summary>
    public TimeSpan LongestBridge { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Longest wait for a line to confirm its end. Above RFC 3261's timer F (32 s), by which a leg gives up itself.</summary>
    public TimeSpan HangUpWithin { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>Longest wait for a conductor to let go of its providers.</summary>
    public TimeSpan LetGoWithin { get; init; } = TimeSpan.FromSeconds(5);
}

namespace Voxie.Pipeline.Calls;

/// <summary>What a line made of a request of its operator.</summary>
public enum LineVerdict
{
    Done,
    /// <summary>The other side did not agree, or takes no such thing; all is as it was.</summary>
    Refused,
    /// <summary>The call is not answered yet.</summary>
    NotAnswered,
    /// <summary>There is no such call, or it is over.</summary>
    Over,
}

namespace Voxie.Pipeline.Calls;

/// <summary>What is to be done next for a transfer.</summary>
internal enum TransferAction
{
    None,
    /// <summary>Ask the other side to dial the target.</summary>
    Refer,
    /// <summary>Dial the target.</summary>
    Dial,
    /// <summary>Ask the other side to take our place in the call with the target.</summary>
    Replace,
    /// <summary>Join both lines, without whoever conducted the call until now.</summary>
    Join,
    /// <summary>The caller is in other hands: let the call go.</summary>
    Done,
    /// <summary>Tell that it came to nothing; the call goes on.</summary>
    Fail,
    /// <summary>The caller is gone: let the target go.</summary>
    GiveUp,
}

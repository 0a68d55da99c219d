namespace Voxie.SipGateway.Rtp;

/// <summary>
/// What a session tells its owner. Called on the media threads: post and return; must not throw.
/// </summary>
internal interface IRtpObserver
{
    /// <summary>A key was pressed and released: 0-9, *, #, A-D.</summary>
    void DigitReceived(char digit, TimeSpan duration);

    /// <summary>No media for too long. Raised once in the life of a session.</summary>
    void MediaTimedOut(TimeSpan silence);

    /// <summary>A bug of ours: the session is off the clock, deaf or mute.</summary>
    void MediaFailed(Exception exception);
}

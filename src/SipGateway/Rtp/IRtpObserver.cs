using Voxie.SipGateway.Dtls;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// What a session tells its owner. Called on the media threads: post and return; must not throw.
/// </summary>
internal interface IRtpObserver
{
    /// <summary>A key was pressed and released: 0-9, *, #, A-D.</summary>
    void DigitReceived(char digit, TimeSpan duration);

    /// <summary>The tones of a key were heard in the sound.</summary>
    void KeyHeard(char digit, TimeSpan duration) => DigitReceived(digit, duration);

    /// <summary>No media for too long. Raised once in the life of a session.</summary>
    void MediaTimedOut(TimeSpan silence);

    /// <summary>Packets came that do not pass authentication. Raised at most once in 10 s.</summary>
    /// <param name="total">So many in the life of the session.</param>
    void MediaForged(long total);

    /// <summary>The peer and we have not agreed on keys, and will not. Only a line with a handshake tells this, from the thread pool.</summary>
    void KeysFailed(DtlsFault fault)
    {
    }

    /// <summary>A bug of ours: the session is off the clock, deaf or mute.</summary>
    void MediaFailed(Exception exception);
}

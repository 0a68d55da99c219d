namespace Voxie.SipGateway.Rtp;

/// <summary>How keys travel in the media of a line.</summary>
internal enum KeyWay
{
    /// <summary>As telephone events, if the peer takes them; else as tones.</summary>
    EventsOrTones,
    /// <summary>As tones in the sound, whatever the peer takes.</summary>
    Tones,
    /// <summary>Not in the media: by SIP INFO. What comes as events is still taken.</summary>
    Outside,
}

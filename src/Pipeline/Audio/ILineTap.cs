namespace Voxie.Pipeline.Audio;

/// <summary>
/// Hears both sides of a line. Called on the line's listening thread, one call at a time: must not block, await or allocate per frame.
/// <para>
/// The two sides are separate timelines at the line's rate. Sent: <see cref="AudioFrame.Position"/> counts every sample since the line
/// began to send, time on hold and keys included, as RTP timestamps do; <see cref="AudioFrame.ArrivedAt"/> is the moment at which the
/// packet went out. Heard: as any <see cref="IFrameSink"/> gets it. <see cref="SentClock"/> tells which sent sample was on the wire at
/// a moment, such as the arrival of a heard frame. Order: whatever was sent up to the arrival of a heard frame has been handed over
/// before that frame is. A jump in a position is a gap: silence, or a thread that was too slow.
/// </para>
/// </summary>
public interface ILineTap
{
    /// <summary>What the line has played, before encoding. Silence, keys and hold are frames of zeros: one comes every 20 ms, or every 10 ms half of one.</summary>
    void Sent(in AudioFrame frame);

    /// <summary>What the line has heard, decoded and with its holes filled.</summary>
    void Heard(in AudioFrame frame);
}

namespace Voxie.SipGateway.Media;

/// <summary>A datagram of a <see cref="CaptureRing"/>, without its content.</summary>
/// <param name="At">Monotonic nanoseconds.</param>
/// <param name="IsControl">Of the RTCP port.</param>
internal readonly record struct CapturedDatagram(long At, bool IsSent, bool IsControl, MediaAddress Remote);

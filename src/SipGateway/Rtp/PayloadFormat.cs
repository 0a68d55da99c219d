using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>What a payload type means.</summary>
internal readonly record struct PayloadFormat(byte PayloadType, AudioCodec Codec);

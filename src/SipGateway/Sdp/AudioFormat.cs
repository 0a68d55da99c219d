namespace Voxie.SipGateway.Sdp;

/// <summary>A codec and the payload type it goes under.</summary>
internal readonly record struct AudioFormat(int PayloadType, SdpCodec Codec);

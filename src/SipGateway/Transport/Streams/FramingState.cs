namespace Voxie.SipGateway.Transport.Streams;

/// <summary>Where in a stream the bytes taken so far end.</summary>
internal enum FramingState
{
    Between,
    InHead,
    InBody,
}

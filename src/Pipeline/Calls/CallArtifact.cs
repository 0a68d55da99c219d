namespace Voxie.Pipeline.Calls;

/// <summary>Something that a line leaves behind besides its report: its signalling, a recording.</summary>
/// <param name="Kind">Stable machine word, e.g. <c>sip</c>.</param>
/// <param name="MediaType">Of what <paramref name="Open"/> gives.</param>
/// <param name="Open">Opens what there is of it by now: during the call, and for good some seconds after its end, when the last
/// messages of the line have come. Any thread; the caller disposes the stream.</param>
public sealed record CallArtifact(string Kind, string MediaType, Func<Stream> Open);

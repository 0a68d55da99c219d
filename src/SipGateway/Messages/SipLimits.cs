namespace Voxie.SipGateway.Messages;

/// <summary>Bounds on what a peer may make us read. Everything the parser does is linear inside these.</summary>
internal static class SipLimits
{
    public const int MessageBytes = 64 * 1024;
    public const int Headers = 256;
    /// <summary>One header with its folded continuation lines.</summary>
    public const int HeaderLineBytes = 8 * 1024;
    public const int Vias = 70;
    /// <summary>Parameters of one URI or one header value.</summary>
    public const int Parameters = 64;
    public const int MultipartParts = 16;
    public const int MultipartDepth = 3;
}

namespace Voxie.SipGateway.Tests.Corpora;

/// <summary>One message of RFC 4475 or RFC 5118 as it goes on the wire.</summary>
/// <param name="Class">valid, invalid, transaction, application or compat, as the RFC sorts them.</param>
/// <param name="Expect">What an endpoint does with it, in words.</param>
/// <param name="Bytes">RFC 4475: as archived. RFC 5118: with CRLF, and Content-Length made true.</param>
internal sealed record TortureMessage(string File, string Section, string Class, bool IsResponse, string Expect, byte[] Bytes)
{
    public override string ToString() => File;
}

namespace Voxie.SipGateway.Tests.Srtp;

/// <summary>Bytes as the RFCs print them.</summary>
internal static class Hex
{
    public static byte[] Bytes(string text) => Convert.FromHexString(string.Concat(text.Where(char.IsAsciiHexDigit)));
}

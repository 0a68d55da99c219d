using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Voxie.SipGateway.Transport.Tls;

/// <summary>The SIP domains that a certificate is for (RFC 5922 7.1). Pure.</summary>
internal static class SipIdentities
{
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);

    /// <summary>
    /// Domains of <c>sip:domain</c> URIs; if there are none, DNS names; the common name only where nothing alternative is named.
    /// Addresses, which the RFC does not know, for peers that have no domain. Lower case.
    /// </summary>
    public static IReadOnlyList<string> Of(X509Certificate2 certificate)
    {
        if (certificate.Extensions.FirstOrDefault(e => e.Oid?.Value == "2.5.29.17") is not { } alternatives)
        {
            var common = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            return common.Length == 0 ? [] : [common.ToLowerInvariant()];
        }

        List<string> uris = [], names = [], addresses = [];
        try
        {
            var values = new AsnReader(alternatives.RawData, AsnEncodingRules.DER).ReadSequence();
            while (values.HasData)
            {
                ReadOne(values, uris, names, addresses);
            }
        }
        catch (AsnContentException)
        {
            return []; // a certificate that cannot be read is for nobody
        }

        return [.. uris.Count > 0 ? uris : names, .. addresses];
    }

    /// <summary>7.2: the whole name, whatever its case; a wildcard is a name like any other.</summary>
    public static bool Match(IReadOnlyList<string> identities, string name) => identities.Contains(name.TrimEnd('.'), StringComparer.OrdinalIgnoreCase);

    private static void ReadOne(AsnReader values, List<string> uris, List<string> names, List<string> addresses)
    {
        var tag = values.PeekTag();
        if (tag == DnsName)
        {
            names.Add(values.ReadCharacterString(UniversalTagNumber.IA5String, DnsName).ToLowerInvariant());
        }
        else if (tag == Uri)
        {
            // A URI with a user is a person's, and one of another scheme another protocol's.
            var uri = values.ReadCharacterString(UniversalTagNumber.IA5String, Uri);
            if (uri.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) && !uri.Contains('@', StringComparison.Ordinal))
            {
                uris.Add(uri[4..].Split(';', '?', ':')[0].ToLowerInvariant());
            }
        }
        else if (tag == IpAddress && values.ReadOctetString(IpAddress) is { Length: 4 or 16 } bytes)
        {
            addresses.Add(new IPAddress(bytes).ToString());
        }
        else if (tag != IpAddress)
        {
            values.ReadEncodedValue();
        }
    }
}

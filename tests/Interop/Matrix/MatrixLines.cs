using System.Globalization;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

/// <summary>
/// The trunks and routes of the matrix: each peer has a loopback address of its own that we know it by, one more from which we ask for a
/// password, and a port that we call. Callers dial "sipp.echo" to be put through to "echo" at SIPp.
/// </summary>
internal sealed class MatrixLines
{
    public const string BaresipHost = "127.0.0.30";
    public const string LinphoneHost = "127.0.0.31";
    public const string SippHost = "127.0.0.32";
    public const string AsteriskHost = "127.0.0.33";
    public const string BaresipDigestHost = "127.0.0.40";
    public const string LinphoneDigestHost = "127.0.0.41";
    public const string SippDigestHost = "127.0.0.42";
    public const string AsteriskDigestHost = "127.0.0.43";

    /// <summary>Here MD5 is asked for first, and SHA-256 then.</summary>
    public const string SippBothDigestHost = "127.0.0.44";

    /// <summary>User and password wherever one is asked.</summary>
    public const string User = "voxie";
    public const string Password = "secret";

    /// <summary>Our extensions at the peers.</summary>
    public const string AsteriskLine = "600";
    public const string KamailioLine = "700";

    public int Sipp { get; } = Ports.Take();

    public int Baresip { get; } = Ports.Take(12);

    public int Linphone { get; } = Ports.Take();

    public int Kamailio { get; } = Ports.Take(4);

    public int Asterisk { get; } = Ports.Take(4);

    public async Task SaveAsync(ApiClient api)
    {
        await api.SaveAsync(HttpMethod.Post, "api/trunks", Trunk("sipp", SippHost, Sipp));
        await api.SaveAsync(HttpMethod.Post, "api/trunks", Trunk("baresip", BaresipHost, Baresip));
        await api.SaveAsync(HttpMethod.Post, "api/trunks", Trunk("linphone", LinphoneHost, Linphone));
        await api.SaveAsync(HttpMethod.Post, "api/trunks", Trunk("asterisk", AsteriskHost, Asterisk, pingSeconds: 5));
        await api.SaveAsync(HttpMethod.Post, "api/trunks", Trunk("kamailio", KamailioPeer.Host, Kamailio, pingSeconds: 5));
        foreach (var (host, algorithms) in ((string, string[]?)[])[
            (BaresipDigestHost, null), (LinphoneDigestHost, ["SHA-256", "MD5"]), (SippDigestHost, null), (SippBothDigestHost, ["MD5", "SHA-256"]), (AsteriskDigestHost, null)])
        {
            var inbound = new { user = User, password = Password, algorithms };
            await api.SaveAsync(HttpMethod.Post, "api/trunks", new
            {
                id = "asks-" + host.Replace('.', '-'),
                sources = (string[])[host],
                inbound,
                terms = new { symmetricRtp = true }, // their media may come from 127.0.0.1, whatever address of loopback they say
            });
        }

        await api.SaveAsync(HttpMethod.Put, "api/routes", new
        {
            routes = ((string[])["sipp", "baresip", "linphone", "asterisk", "kamailio"]).Select(trunk => (object)new
            {
                name = "to-" + trunk,
                when = new { userPrefix = trunk + "." },
                dial = new { trunk, strip = trunk.Length + 1 },
            }).Append(new { name = "line-kamailio", when = new { user = KamailioLine }, agent = "echo" })
              .Append(new { name = "line-asterisk", when = new { user = AsteriskLine }, agent = "echo" }),
        });
    }

    /// <summary>We become extension <paramref name="user"/> at the peer.</summary>
    public static Task RegisterAsync(ApiClient api, string id, string host, int port, string user) =>
        api.SaveAsync(HttpMethod.Post, "api/trunks", new
        {
            id,
            outbound = new { user = User, password = Password },
            registration = new { registrar = string.Create(CultureInfo.InvariantCulture, $"sip:{host}:{port}"), user, expiresSeconds = 60 },
        });

    private static object Trunk(string id, string host, int port, int? pingSeconds = null) => new
    {
        id,
        sources = (string[])[host],
        target = string.Create(CultureInfo.InvariantCulture, $"sip:{host}:{port}"),
        outbound = new { user = User, password = Password },
        pingSeconds,
        terms = new { allowsTransfer = true, followsRedirects = true, trustsIdentity = true, symmetricRtp = true },
        dialling = new { allow = (string[])["*"] },
    };
}

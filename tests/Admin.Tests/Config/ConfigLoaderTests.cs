using System.Net;
using System.Text.RegularExpressions;
using Voxie.Admin.Config;

namespace Voxie.Admin.Tests.Config;

public sealed partial class ConfigLoaderTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void Without_a_file_every_setting_has_its_default()
    {
        using var folder = new TempFolder();
        var config = ConfigLoader.Load(None, folder.Write("voxie.yaml", ""));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 8080), config.Options.Http.Listen);
        Assert.Equal(["udp:127.0.0.1:5060"], config.Options.Sip.Listen.Select(l => l.ToString()));
        Assert.Equal(new PortRange(20000, 29999), config.Options.Rtp.Ports);
        Assert.Equal(Path.GetFullPath("data"), config.DataFolder);
        Assert.Equal(folder.Of("agents"), config.AgentsFolder);
    }

    [Fact]
    public void The_committed_file_is_valid_and_so_is_each_commented_setting()
    {
        var text = File.ReadAllText(Repository.File("config/voxie.yaml"));
        using var folder = new TempFolder();
        ConfigLoader.Load(None, folder.Write("as-is.yaml", text));

        var uncommented = string.Join('\n', text.Split('\n').Select(line => Setting().IsMatch(line) ? line[2..] : line));
        var options = ConfigLoader.Load(None, folder.Write("all.yaml", uncommented)).Options;

        var defaults = new VoxieOptions();
        Assert.Equal(defaults.Http, options.Http);
        Assert.Equal(defaults.Rtp, options.Rtp);
        Assert.Equal(defaults.Calls, options.Calls);
        Assert.Equal(defaults.Log, options.Log);
        Assert.Equal(defaults.Database, options.Database);
        Assert.Equal(defaults.Sip.Listen, options.Sip.Listen);
        Assert.Equal("192.0.2.10", options.Sip.Advertise?.ToString());
    }

    [Theory]
    [InlineData("rtp:\n  ports: 30000-20000", "voxie.yaml:2: rtp.ports: '30000-20000' is not a port range")]
    [InlineData("rtp:\n  ports: 20000-70000", "voxie.yaml:2: rtp.ports: '20000-70000' is not a port range")]
    [InlineData("rtp:\n  ports: 80-90", "voxie.yaml:2: rtp.ports: '80-90' begins below 1024.")]
    [InlineData("rtp: { ports: 20001-20002 }", "voxie.yaml:1: rtp.ports: '20001-20002' holds no pair")]
    [InlineData("http:\n  listen: 127.0.0.1:99999", "voxie.yaml:2: http.listen: '127.0.0.1:99999' is not an address with a port")]
    [InlineData("http:\n  listen: 8080", "voxie.yaml:2: http.listen: '8080' is not an address with a port")]
    [InlineData("http:\n  lisen: 127.0.0.1:1", "voxie.yaml:2: http.lisen: unknown key. Known here: listen, maxBodyKilobytes.")]
    [InlineData("colour: red", "voxie.yaml:1: colour: unknown key.")]
    [InlineData("sip:\n  listen:\n    - udp:127.0.0.1:5060\n    - udp:127.0.0.1", "voxie.yaml:4: sip.listen.1: 'udp:127.0.0.1' is not a SIP listener")]
    [InlineData("rtp:\n  clockThreads: 17", "voxie.yaml:2: rtp.clockThreads: '17' is not between 1 and 16.")]
    [InlineData("sip:\n  listen: sctp:127.0.0.1:5060", "voxie.yaml:2: sip.listen: 'sctp:127.0.0.1:5060' is not a SIP listener")]
    [InlineData("sip:\n  listen: 001:127.0.0.1:5060", "voxie.yaml:2: sip.listen: '001:127.0.0.1:5060' is not a SIP listener")]
    [InlineData("sip:\n  listen: tls:127.0.0.1:5061", "voxie.yaml:2: sip.listen: the TLS listener on 127.0.0.1:5061 needs a certificate: set sip.tls.certificate")]
    [InlineData("sip:\n  listeners:\n  - transport: sctp\n    address: 127.0.0.1:5060", "voxie.yaml:3: sip.listeners.0.transport: 'sctp' is not one of udp, tcp, tls, ws, wss.")]
    [InlineData("sip:\n  listen: wss:127.0.0.1:8443", "voxie.yaml:2: sip.listen: the WSS listener on 127.0.0.1:8443 needs a certificate")]
    [InlineData("sip:\n  listeners:\n  - transport: ws\n    address: 127.0.0.1:8080\n    origins: [phone.example.com]", "'phone.example.com' is no origin such as https://phone.example.com.")]
    [InlineData("sip:\n  listeners:\n  - transport: tcp\n    address: everywhere", "voxie.yaml:4: sip.listeners.0.address: 'everywhere' is not an address with a port")]
    [InlineData("sip:\n  listeners:\n  - transport: tls\n    address: 127.0.0.1:5061\n    certificate: nowhere.pem", "nowhere.pem is not there.")]
    [InlineData("sip:\n  tls: {certificate: voxie.yaml}\n  listen: tls:127.0.0.1:5061", "voxie.yaml:2: sip.tls.certificate: ")]
    [InlineData("sip:\n  listeners:\n  - address: 127.0.0.1:5060\n  - address: 127.0.0.1:5060", "voxie.yaml:2: sip.listeners: names a listener twice.")]
    [InlineData("sip:\n  listeners:\n  - address: 127.0.0.1:5060\n    advertise: 'stun:'", "voxie.yaml:4: sip.listeners.0.advertise: 'stun:' is no address, domain or stun:host:port")]
    [InlineData("sip:\n  listeners:\n  - address: 127.0.0.1:5060\n    clientCertificates: maybe", "voxie.yaml:4: sip.listeners.0.clientCertificates: 'maybe' is not one of none, optional, required.")]
    [InlineData("sip:\n  listen: udp:127.0.0.1:5060\n  listeners: [{address: 127.0.0.1:5061}]", "voxie.yaml:2: sip.listen: stands beside sip.listeners; use one of them.")]
    [InlineData("sip:\n  listen: []", "voxie.yaml:2: sip.listen: needs at least one listener.")]
    [InlineData("sip:\n  advertise: 0.0.0.0", "voxie.yaml:2: sip.advertise: '0.0.0.0' is no address that a peer could send to.")]
    [InlineData("calls:\n  max: many", "voxie.yaml:2: calls.max: 'many' is not a whole number.")]
    [InlineData("calls:\n  max: 0", "voxie.yaml:2: calls.max: '0' is not between 1 and 10000.")]
    [InlineData("calls: 7", "voxie.yaml:1: calls: must be a map of keys and values.")]
    [InlineData("data: {a: b}", "voxie.yaml:1: data: must be a single value.")]
    [InlineData("log:\n  level: loud", "voxie.yaml:2: log.level: 'loud' is not one of trace, debug")]
    [InlineData("speech:\n  threads: 0", "voxie.yaml:2: speech.threads: '0' is not between 1 and 256.")]
    [InlineData("providers:\n  openAi:\n    baseUrl: ftp://x", "voxie.yaml:3: providers.openAi.baseUrl: 'ftp://x' is not an http or https URL.")]
    [InlineData("data: [", "voxie.yaml:2: is not valid YAML: ")]
    [InlineData("data: a\ndata: b", "voxie.yaml:2: is not valid YAML: ")]
    [InlineData("- a", "voxie.yaml: must be a map")]
    public void A_bad_setting_stops_the_start_with_file_line_key_and_reason(string yaml, string expected)
    {
        using var folder = new TempFolder();
        var file = folder.Write("voxie.yaml", yaml);
        var error = Assert.Throws<ConfigException>(() => ConfigLoader.Load(None, file));
        Assert.Contains(expected, Assert.Single(error.Errors).ToString(), StringComparison.Ordinal);
        Assert.StartsWith(folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        using var folder = new TempFolder();
        var file = folder.Write("voxie.yaml", "a: 1\ncalls:\n  max: -1\nrtp:\n  ports: x");
        var error = Assert.Throws<ConfigException>(() => ConfigLoader.Load(None, file));
        Assert.Equal(["a", "rtp.ports", "calls.max"], error.Errors.Select(e => e.Key));
    }

    [Fact]
    public void A_named_file_that_is_missing_is_an_error()
    {
        var error = Assert.Throws<ConfigException>(() => ConfigLoader.Load(new Dictionary<string, string> { ["VOXIE_CONFIG"] = "/nowhere/voxie.yaml" }));
        Assert.StartsWith("/nowhere/voxie.yaml: cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_wins_over_the_file_and_short_names_over_long_ones()
    {
        using var folder = new TempFolder();
        var file = folder.Write("voxie.yaml", "calls: {max: 5}\nsip: {listen: [udp:127.0.0.1:1111, udp:127.0.0.1:2222]}");
        var config = ConfigLoader.Load(new Dictionary<string, string>
        {
            ["VOXIE__Calls__Max"] = "7",
            ["VOXIE__RTP__PORTS"] = "30000-30099",
            ["VOXIE_RTP"] = "40000-40099",
            ["VOXIE_SIP"] = "udp:127.0.0.1:3333, udp:[::1]:3333",
            ["VOXIE_DATA"] = folder.Of("d"),
            ["VOXIE_MODELS"] = folder.Of("m"),
            ["VOXIE_HTTP"] = "localhost:0",
            ["VOXIE_ADVERTISE"] = "192.0.2.1",
            ["VOXIE_ADMIN_KEY"] = "correct-horse",
            ["VOXIE__Providers__OpenAi__ApiKey"] = "sk-hidden",
            ["VOXIE_TYPO"] = "1",
            ["PATH"] = "/bin",
        }, file);
        Assert.Equal(7, config.Options.Calls.Max);
        Assert.Equal(new PortRange(40000, 40099), config.Options.Rtp.Ports);
        Assert.Equal(["udp:127.0.0.1:3333", "udp:[::1]:3333"], config.Options.Sip.Listen.Select(l => l.ToString()));
        Assert.Equal((folder.Of("d"), folder.Of("m"), folder.Of("d/voxie.db")), (config.DataFolder, config.ModelsFolder, config.DatabaseFile));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 0), config.Options.Http.Listen);
        Assert.Equal(IPAddress.Parse("192.0.2.1"), config.Options.Sip.Advertise);
        Assert.Equal("correct-horse", config.AdminKey?.Reveal());
        Assert.Equal(["VOXIE_TYPO"], config.UnknownVariables);
        Assert.Equal("sk-hidden", config.Options.Providers.OpenAi.ApiKey?.Reveal());
        Assert.DoesNotContain("sk-hidden", config.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse", config.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VOXIE__Calls__Maximum", "1", "environment variable VOXIE__Calls__Maximum: calls.maximum: unknown key.")]
    [InlineData("VOXIE_HTTP", "everywhere", "environment variable VOXIE_HTTP: http.listen: 'everywhere' is not an address with a port")]
    [InlineData("VOXIE_RTP", "9", "environment variable VOXIE_RTP: rtp.ports: '9' is not a port range")]
    [InlineData("VOXIE_ADMIN_KEY", "two words", "environment variable VOXIE_ADMIN_KEY: must be printable ASCII")]
    public void A_bad_variable_is_named(string name, string value, string expected)
    {
        using var folder = new TempFolder();
        var file = folder.Write("voxie.yaml", "");
        var error = Assert.Throws<ConfigException>(() => ConfigLoader.Load(new Dictionary<string, string> { [name] = value }, file));
        Assert.StartsWith(expected, Assert.Single(error.Errors).ToString(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^# +[A-Za-z]+:( |$)")]
    private static partial Regex Setting();
}

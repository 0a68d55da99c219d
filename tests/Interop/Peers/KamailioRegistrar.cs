using System.Globalization;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Peers;

/// <summary>
/// Kamailio (Debian's kamailio) as registrar and proxy: asks for digests (REGISTER by 401, INVITE of others than phones by 407),
/// sends calls for registered users to their contact, and calls for "callee" to a fixed port.
/// </summary>
internal sealed class KamailioRegistrar : IAsyncDisposable
{
    public const string Password = "a secret with \"quotes\"";

    private readonly ChildProcess _process;

    private KamailioRegistrar(ChildProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>What its script has noted, one line for each request of interest.</summary>
    public IReadOnlyList<string> Notes =>
        [.. _process.Output.Split('\n').Where(line => line.Contains("NOTE ", StringComparison.Ordinal)).Select(line => line[(line.IndexOf("NOTE ", StringComparison.Ordinal) + 5)..].Trim())];

    public string Log => _process.Output;

    /// <param name="longestExpires">Seconds that a registration lives at most.</param>
    /// <param name="calleePort">Where calls for "callee" go.</param>
    public static async Task<KamailioRegistrar> StartAsync(Workspace workspace, int longestExpires = 3600, int calleePort = 9)
    {
        var port = Ports.Take();
        var folder = Directory.CreateDirectory(workspace.File("kamailio-" + port.ToString(CultureInfo.InvariantCulture))).FullName;
        var file = Path.Combine(folder, "kamailio.cfg");
        await File.WriteAllTextAsync(file, Config(port, longestExpires, calleePort));
        var process = ChildProcess.Start("kamailio", ["-f", file, "-DD", "-E", "-Y", folder, "-m", "32", "-M", "4"], folder: folder);
        var peer = new KamailioRegistrar(process, port);
        await Wait.UntilAsync(() => process.HasExited || peer.Log.Contains("NOTE started", StringComparison.Ordinal), TimeSpan.FromSeconds(20), "kamailio is up");
        return process.HasExited ? throw new InvalidOperationException("kamailio ended: " + process.Output) : peer;
    }

    public async ValueTask DisposeAsync() => await _process.DisposeAsync();

    private static string Config(int port, int longestExpires, int calleePort) => $$"""
        #!KAMAILIO
        debug=1
        log_stderror=yes
        children=1
        tcp_children=1
        auto_aliases=no
        listen=udp:127.0.0.1:{{port}}
        listen=tcp:127.0.0.1:{{port}}
        loadmodule "kex.so"
        loadmodule "tm.so"
        loadmodule "sl.so"
        loadmodule "rr.so"
        loadmodule "pv.so"
        loadmodule "maxfwd.so"
        loadmodule "usrloc.so"
        loadmodule "registrar.so"
        loadmodule "textops.so"
        loadmodule "siputils.so"
        loadmodule "xlog.so"
        loadmodule "auth.so"
        modparam("usrloc", "db_mode", 0)
        modparam("registrar", "min_expires", 5)
        modparam("registrar", "max_expires", {{longestExpires}})
        modparam("auth", "nonce_expire", 300)
        modparam("auth", "qop", "auth")
        modparam("auth", "force_stateless_reply", 1)
        modparam("xlog", "force_color", 0)
        event_route[core:worker-one-init] { xlog("L_ALERT", "NOTE started\n"); }
        request_route {
          if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
          if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
          if (!is_method("ACK")) { t_check_trans(); }
          if (has_totag()) {
            xlog("L_ALERT", "NOTE $rm in dialog, credentials $(hdr(Proxy-Authorization){s.len})\n");
            loose_route();
            t_relay();
            exit;
          }
          if (is_method("OPTIONS")) { xlog("L_ALERT", "NOTE OPTIONS\n"); sl_send_reply("200", "Keepalive"); exit; }
          if (is_method("REGISTER")) {
            if (!pv_www_authenticate("127.0.0.1", "{{Password.Replace("\"", "\\\"", StringComparison.Ordinal)}}", "0")) {
              xlog("L_ALERT", "NOTE REGISTER $tU refused\n");
              www_challenge("127.0.0.1", "1");
              exit;
            }
            xlog("L_ALERT", "NOTE REGISTER $tU expires $hdr(Expires)\n");
            consume_credentials();
            save("location");
            exit;
          }
          if (is_method("INVITE") && !($fU =~ "^phone")) {
            if (!pv_proxy_authenticate("127.0.0.1", "{{Password.Replace("\"", "\\\"", StringComparison.Ordinal)}}", "0")) {
              xlog("L_ALERT", "NOTE INVITE $fU challenged\n");
              proxy_challenge("127.0.0.1", "1");
              exit;
            }
            xlog("L_ALERT", "NOTE INVITE $fU authorised as $au\n");
            consume_credentials();
          }
          record_route();
          if ($rU == "callee") { $ru = "sip:callee@127.0.0.1:{{calleePort}}"; t_relay(); exit; }
          if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
          xlog("L_ALERT", "NOTE call goes to $ru\n");
          t_relay();
        }
        """;
}

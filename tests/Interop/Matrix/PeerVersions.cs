using System.Diagnostics;
using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

/// <summary>The versions of the peers on this machine, as their packages say.</summary>
internal static class PeerVersions
{
    private static readonly Lazy<IReadOnlyDictionary<Peer, string>> Found = new(Find);

    /// <summary>Peers that are not there are missing.</summary>
    public static IReadOnlyDictionary<Peer, string> All => Found.Value;

    private static Dictionary<Peer, string> Find()
    {
        var packages = new Dictionary<Peer, string>
        {
            [Peer.Sipp] = "sip-tester", [Peer.Baresip] = "baresip-core", [Peer.Linphone] = "linphone-cli", [Peer.Kamailio] = "kamailio",
        };
        var versions = packages
            .Select(package => (package.Key, Version: Run("dpkg-query", ["-W", "-f", "${Version}", package.Value])))
            .Where(found => found.Version.Length > 0)
            .ToDictionary(found => found.Key, found => found.Version.Split(':')[^1].Split('-')[0]);
        if (AsteriskPeer.MissingBecause is null)
        {
            versions[Peer.Asterisk] = Run("chroot", [AsteriskPeer.Root, "asterisk", "-V"]).Split(' ', '~', '+') is [_, var version, ..] ? version : "unknown";
        }

        return versions;
    }

    private static string Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        var text = process!.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text.Trim() : "";
    }
}

using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Transport.Tls;

/// <summary>
/// The certificates of a TLS listener, read again when a file has changed: a renewed certificate needs no restart. What cannot
/// be read leaves the old ones in force. Any thread.
/// </summary>
internal sealed partial class TlsFiles
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly SipTlsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private TlsMaterial _current;
    private string _stamp;
    private long _lookedAt;

    /// <exception cref="SipListenerException">A file is not there, or not what it should be.</exception>
    public TlsFiles(SipTlsOptions options, TimeProvider time, ILogger logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _stamp = Stamp();
        _lookedAt = time.GetTimestamp();
        _current = TlsMaterial.TryLoad(options, out var material, out var fault) ? material : throw new SipListenerException(fault);
    }

    /// <summary>What is in force; looks at the files now and then.</summary>
    public TlsMaterial Current()
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_lookedAt) < LookEvery)
            {
                return _current;
            }

            _lookedAt = _time.GetTimestamp();
            var stamp = Stamp();
            if (stamp != _stamp)
            {
                _stamp = stamp;
                Reload_NeedsLock();
            }

            return _current;
        }
    }

    private void Reload_NeedsLock()
    {
        if (TlsMaterial.TryLoad(_options, out var material, out var fault))
        {
            _current = material;
            LogReloaded(_options.CertificateFile, material.Identity.TargetCertificate.NotAfter);
        }
        else
        {
            LogNotReloaded(fault.File, fault.Reason);
        }
    }

    private string Stamp()
    {
        // A missing file has a time, too: the year 1601.
        var files = new[] { _options.CertificateFile, _options.KeyFile, _options.TrustAnchorsFile }.OfType<string>();
        return string.Join(' ', files.Select(file => File.GetLastWriteTimeUtc(file).Ticks));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "TLS certificate {File} has changed and is in force, until {NotAfter}")]
    private partial void LogReloaded(string file, DateTime notAfter);

    [LoggerMessage(Level = LogLevel.Error, Message = "TLS file {File} has changed but {Reason}; the old certificate stays in force")]
    private partial void LogNotReloaded(string file, string reason);
}

using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Json;
using Voxie.Admin.Config;

namespace Voxie.Admin.Logging;

/// <summary>Logs to standard output: for people, or one JSON object a line, each with the call id where there is one.</summary>
internal static class LogSetup
{
    private const string Text = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static ILoggerFactory Create(LogOptions options)
    {
        var setup = new LoggerConfiguration()
            .MinimumLevel.Is(LevelConvert.ToSerilogLevel(options.Level))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // The host logs a failed start with its stack trace; the run verb says it in one line. A background fault stays: it is Fatal.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .Enrich.FromLogContext();
        // A full pipe must never hold up a call: lines that do not fit are dropped.
        setup.WriteTo.Async(sink =>
        {
            if (options.Format == LogFormat.Json)
            {
                sink.Console(new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture));
            }
            else
            {
                sink.Console(outputTemplate: Text, formatProvider: CultureInfo.InvariantCulture);
            }
        }, bufferSize: 10_000, blockWhenFull: false);
        return new SerilogLoggerFactory(setup.CreateLogger(), dispose: true);
    }
}

using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Config;
using Voxie.Admin.Http;
using Voxie.Admin.Node;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Providers.Local;
using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Cli.Calling;

/// <summary>
/// <c>voxie call</c>: dials an address on the product's own SIP and media, says wav files, records and recognises what it
/// hears, and prints the timings. Several callers at once make it a small load test.
/// </summary>
internal static class CallVerb
{
    public static async Task<int> RunAsync(VoxieConfig config, CallRequest request, CliOutput output, CancellationToken cancellation)
    {
        foreach (var file in request.Say.Where(file => !file.Exists))
            throw new NodeStartException($"{file} is not there. Name a 16-bit PCM wav file to say, or none to only listen.");
        var time = TimeProvider.System;
        request = request.Trunk is null ? request with { Address = AddressOf(request.Address, config) } : request;
        try
        {
            await using var line = await TestLine.OpenAsync(config, request.Trunk, time, cancellation);
            if (request.Calls > 1) return Print(await ManyCalls.RunAsync(request, line.Legs, time, cancellation), request, output);
            var (report, heard, rateHz) = await new TestCall(line.Legs, time).RunAsync(request, cancellation);
            if (request.Record is { } record && heard.Length > 0)
            {
                using var writer = new WavWriter(record.Create(), rateHz);
                writer.Write(heard);
                report = report with { Recording = record.FullName };
            }
            if (request.Transcribe && heard.Length > 0)
                report = report with { Transcript = await TranscriptAsync(config, heard, rateHz, time, output, cancellation) };
            if (request.Json) output.Line(JsonSerializer.Serialize(report, ApiJson.Options));
            else Print(report, output);
            return report.WasAnswered ? ExitCode.Ok : ExitCode.Failed;
        }
        catch (Exception error) when (error is DialRefusedException or InvalidDataException or IOException)
        {
            throw new NodeStartException(error.Message, error);
        }
    }

    /// <summary>What people type, as a SIP URI: <c>reception</c> and <c>reception@host:port</c> are enough.</summary>
    internal static string AddressOf(string typed, VoxieConfig config)
    {
        if (typed.Contains(':', StringComparison.Ordinal) && !typed.Contains('@', StringComparison.Ordinal)) return typed;
        var address = typed.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? typed[4..] : typed;
        return address.Contains('@', StringComparison.Ordinal) ? $"sip:{address}" : $"sip:{address}@{Reachable(config.SipListeners)}";
    }

    /// <summary>The node's own listener, UDP if it has one, as host, port and transport of a URI.</summary>
    private static string Reachable(IReadOnlyList<SipListener> listeners)
    {
        var listener = listeners.FirstOrDefault(l => l.Transport == SipTransportKind.Udp) ?? listeners[0];
        var at = listener.Address.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, listener.Address.Port)
            : listener.Address.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, listener.Address.Port)
            : listener.Address;
        return listener.Transport == SipTransportKind.Udp ? at.ToString() : $"{at};transport={listener.Transport.ToString().ToLowerInvariant()}";
    }

    private static async Task<IReadOnlyList<string>?> TranscriptAsync(
        VoxieConfig config, short[] heard, int rateHz, TimeProvider time, CliOutput output, CancellationToken cancellation)
    {
        try
        {
            return await HeardTranscript.OfAsync(heard, rateHz, config.ModelsFolder, time, cancellation);
        }
        catch (ModelFileMissingException missing)
        {
            output.Complain($"No transcript: {missing.Message}");
            return null;
        }
    }

    private static int Print(ManyCallsReport report, CallRequest request, CliOutput output)
    {
        if (request.Json) output.Line(JsonSerializer.Serialize(report, ApiJson.Options));
        else
        {
            output.Line($"{request.Address}: {report.Answered} of {report.Calls.Count} calls answered, {report.Refused} refused (503)");
            output.Line($"  {report.Gaps} turns answered, {report.Unanswered} not; gap p50 {report.GapP50Ms:F0} ms, p95 {report.GapP95Ms:F0} ms, worst {report.GapMaxMs:F0} ms");
        }
        return report.Answered > 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Print(CallReport report, CliOutput output)
    {
        output.Line($"{report.Address}: {report.End}{(report.SipStatus is { } status ? $" (SIP {status})" : "")}");
        if (report.AnswerMs is { } answer)
            output.Line($"  answered after {answer:F0} ms, {(report.FirstAudioMs is { } first ? $"first audio {first:F0} ms later" : "nothing was heard")}, {report.TotalMs / 1000:F1} s in all, {report.Codec}");
        foreach (var turn in report.Turns)
        {
            var gap = turn.AnswerGapMs is { } ms ? $"answered after {ms:F0} ms" : "no answer";
            output.Line($"  {turn.Name}: {gap}{(turn.StoppedAfterMs is { } stop ? $", the other side stopped after {stop:F0} ms" : "")}");
        }
        foreach (var line in report.Transcript ?? []) output.Line($"  heard: {line}");
        if (report.Recording is { } recording) output.Line($"  recorded to {recording}");
    }
}

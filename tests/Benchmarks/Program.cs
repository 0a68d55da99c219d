using Voxie.Benchmarks;

// Measurements made by hand; none is a gate. Each prints what it found.
switch (args)
{
    case ["recognition", ..]:
        return await RecognitionAccuracy.RunAsync(args.Contains("--misses"), args.Contains("--expecting"));
    case ["understanding", .. var arguments]:
        return await Understanding.RunAsync(arguments);
    case ["voices", ..]:
        return await VoiceAccuracy.RunAsync(args.Contains("--misses"));
    case ["signalling", ..]:
        return SignallingRate.Run(20_000, ladders: !args.Contains("--no-ladders"));
    case ["codecs", ..]:
        return CodecCost.Run(100);
    case ["echo", ..]:
        return EchoCost.Run();
    case ["srtp", ..]:
        return SrtpCost.Run(200_000);
    default:
        Console.WriteLine("""
            usage: Benchmarks <measurement>
              recognition [--misses] [--expecting]
                                       word error rate and time of the local recogniser on the human prompts, through a telephone channel; expecting: the
                                       words of the agent reception
              echo                     time of the echo canceller per call-second, by what happens on the line
              signalling [--no-ladders] calls per second on one core and bytes allocated per call: the SIP stack alone, without sockets and media
              codecs                   time of each codec and of resampling for a second of a call
              srtp                     time and bytes allocated to protect and to open a packet of 160 bytes, by suite
              understanding FILE... [--voices=text,rms,awb,slt,kal,espeak-en-us] [--misses] [--plain] [--first]
                                       questions answered right, written (text) and spoken by voices through a telephone channel; plain: without the
                                       agent's words expected; first: only the likeliest wording
              voices [--misses]        word error rate and time of the local voices, heard by the local recogniser through a telephone channel
            """);
        return 2;
}

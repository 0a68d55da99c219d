using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Speaking;

/// <summary>The first audible sample of a sentence was pulled by the line.</summary>
/// <param name="At">Time stamp of the pull.</param>
internal sealed record SentenceBegan(int Sentence, long At) : CallEvent;

/// <summary>The last sample of a sentence was pulled by the line.</summary>
/// <param name="At">Time stamp of the pull.</param>
internal sealed record SentencePlayed(int Sentence, long At) : CallEvent;

/// <summary>A voice has something: audio, a word's times, the end of a sentence, a failure.</summary>
/// <param name="Session">Which session said so: one that was replaced is not listened to.</param>
internal sealed record VoiceSpoke(ITextToSpeechSession Session, SpeechUpdate Update) : CallEvent;

/// <summary>The stand-in voice is ready, or (null) cannot be had either.</summary>
internal sealed record VoiceSwitched(ITextToSpeechSession? Session) : CallEvent;

namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// How a question is built, whatever it is about. Written facts answer "do you", "what is", "how much"; the forms found here ask for what
/// seldom stands in them: what happened, what I have with you, what somebody feels, records of the world.
/// </summary>
[Flags]
internal enum QuestionForm
{
    None = 0,
    /// <summary>"you", "your": about the business.</summary>
    MeansYou = 1,
    /// <summary>"I", "my", "we": about its caller.</summary>
    MeansMe = 2,
    /// <summary>"How do I ...": often wants to be taught rather than served.</summary>
    HowTo = 4,
    /// <summary>"did", "was", "has", "who invented": what happened.</summary>
    Past = 8,
    /// <summary>"is my crown ready", "when is my appointment": what is true of this caller only.</summary>
    OwnState = 16,
    /// <summary>"do you believe", "are you happy", "your favourite": about the one who speaks.</summary>
    Person = 32,
    /// <summary>"the tallest", "in the world", "what time is it", "what is a good ...": about the world.</summary>
    World = 64,
    /// <summary>"how tall", "how fast": a measure.</summary>
    Measure = 128,
    /// <summary>"why": a reason.</summary>
    Reason = 256,
    /// <summary>"is Doctor Marsh in today", "is the ferry running": how things stand with somebody or something else now.</summary>
    Live = 1024,
    /// <summary>"can you sing", "could you call my brother": asked of a friend or a servant.</summary>
    Favour = 2048,
    /// <summary>Something is told and nothing is asked.</summary>
    Told = 512,
}

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>The intents of the built-in flow, by example.</summary>
internal static class ReceptionIntents
{
    public static IReadOnlyDictionary<string, FlowIntent> All { get; } = new Dictionary<string, FlowIntent>
    {
        ["yes"] = Examples("""
            yes | yeah | yep | yup | sure | yes please | okay | ok | of course | certainly | absolutely | definitely | correct | that's right | that is correct
            right | exactly | I do | I would | yes I would | yes I do | please do | please | sounds good | go ahead | alright | all right | why not | fine
            that's fine | that would be great | I'd like that | yes that's right | yes that's correct | indeed | perfect | yes it is | uh-huh | mm-hmm
            """),
        ["no"] = Examples("""
            no | nope | nah | no thanks | no thank you | not really | not now | not today | no I don't | no that's it | no I'm good | I'm good
            no that's all | that's wrong | that is not right | no it's not | no it isn't | incorrect | wrong | not at all | don't | no way | never | not exactly
            I don't want to leave a message | no message | I don't think so | I'd rather not | not necessary | no need | that won't be necessary | nothing else
            nothing | no nothing else | not quite
            """),
        ["goodbye"] = Examples("""
            goodbye | bye | bye bye | good bye | see you | see you later | talk to you later | have a nice day | have a good day | have a good one
            that's all | that is all | that's everything | that's it | that was all | that will be all | I'm done | we're done | hang up | you can hang up
            thank you goodbye | thanks bye | thank you bye | thanks that's all | thank you that's all | no thanks bye | no thank you goodbye | no that's all thank you
            okay bye | great thanks bye | thanks for your help goodbye | thank you very much goodbye | I have to go | that's all I wanted to know
            that's all I needed | that's all I need | nothing else thank you goodbye | thank you so much that's all | take care | good night
            """),
        ["thanks"] = Examples("""
            thanks | thank you | thank you very much | thanks a lot | many thanks | great thank you | thanks so much | that's great thank you | perfect thank you
            thank you for your help | thanks for the information | that's very kind | great | good | good to know | that helps | very helpful thank you
            wonderful thank you | excellent | awesome thanks | okay thank you | I appreciate it | cheers | cool | I see | got it | I understand
            """),
        ["repeat"] = Examples("""
            can you repeat that | repeat that please | say that again | could you say that again | say again | pardon | pardon me | sorry what | what | what was that
            I didn't catch that | I didn't hear that | I did not understand | I didn't get that | once more please | one more time | come again | excuse me what
            can you say it again | could you repeat | what did you say | I couldn't hear you | sorry | again please | can you speak more slowly | say it more slowly
            huh | repeat the last part | what was the last thing you said
            """),
        ["human"] = Examples("""
            can I speak to ... | can I speak with ... | could I speak to ... | could I speak with ... | may I speak to ... | may I speak with ... | let me speak to ...
            I want to speak to ... | I want to speak with ... | I'd like to speak to ... | I'd like to speak with ... | I need to speak to ... | I need to speak with ...
            can I talk to ... | can I talk with ... | could I talk to ... | I want to talk to ... | I'd like to talk to ... | I need to talk to ... | let me talk to ...
            put me through ... | connect me to ... | connect me with ... | transfer me to ... | get me a ... human | I want a human | a human please | a real person please
            representative | operator | agent | human | real person | speak to a person | talk to a human | talk to a person | is there a real person there
            can someone help me | I'd rather talk to someone | transfer me | connect me | front desk please | is there a human I can talk to | speak to the manager
            """),
        ["message"] = Examples("""
            I'd like to leave a message | I want to leave a message | can I leave a message | leave a message | take a message | can you take a message
            please take a message | could you take a message for me | I have a message | can you pass on a message | pass on a message ... | leave a message for ...
            I'd like to leave a message for ... | can you give them a message | call me back | please call me back | can someone call me back | have someone call me
            could somebody call me back | I want a call back | I need a callback | can you ask them to call me | please tell them to call me | ask the doctor to call me
            """),
        ["identity"] = Examples("""
            who are you | who is this | who am I speaking with | who am I talking to | who am I speaking to | what is your name | what's your name | do you have a name
            what are you | who is speaking | whom am I speaking to | who do I have on the line | what company is this | is this the right number | what business is this
            who is on the phone | where did I call | who did I call | what place is this
            """),
        ["robot"] = Examples("""
            are you a robot | are you human | are you a real person | are you a machine | are you a computer | am I talking to a robot | am I talking to a machine
            is this a recording | is this a robot | are you an AI | are you real | are you a bot | is this an automated system | am I speaking to a real person
            am I speaking to a human | are you a person | are you artificial intelligence | am I talking to a computer | is this a real person
            """),
        ["abilities"] = Examples("""
            what can you do | what can you do for me | how can you help me | can you help me | can you help me with something | what can I ask you
            what do you know | what kind of questions can I ask | what are my options | help | I need help | I need some help | help me please | what can you tell me
            I have a question | I have a few questions | can I ask you something | I'd like some information | could I ask a question | I've got a question
            """),
        ["hello"] = Examples("""
            hello | hi | hi there | hey | good morning | good afternoon | good evening | hello there | hello hello | hello can you hear me | are you there
            are you still there | can you hear me | anybody there | hello is anyone there | yes hello | hello good morning | yes I'm still here | I'm here | still here
            """),
        ["howAreYou"] = Examples("""
            how are you | how are you doing | how's it going | hi how are you | how do you do | hello how are you today | how are you today | what's up
            nice to meet you
            """),
        ["wait"] = Examples("""
            wait | one moment | hold on | just a moment | just a second | one second please | hang on | give me a second | give me a minute | wait a minute | hold on a second
            let me think | let me see
            """),
        ["cancel"] = Examples("""
            never mind | forget it | cancel | cancel that | stop | forget about it | I changed my mind | I don't want to leave a message | no message | skip it
            leave it | drop it | actually never mind | I don't want to
            """),
    };

    private static FlowIntent Examples(string text) =>
        new([.. text.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
}

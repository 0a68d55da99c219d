using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;
using WireMessage = OpenAI.Chat.ChatMessage;

namespace Voxie.Pipeline.Providers.OpenAI;

/// <summary>Our messages and options in the types of the OpenAI package.</summary>
internal static class OpenAiMessages
{
    public static IEnumerable<WireMessage> From(IEnumerable<AiMessage> messages, ChatOptions? options)
    {
        if (!string.IsNullOrEmpty(options?.Instructions))
            yield return new SystemChatMessage(options.Instructions);
        foreach (var message in messages)
        {
            // Each tool result is a message of its own, right behind the assistant message that called.
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
                yield return new ToolChatMessage(result.CallId, result.Result as string ?? JsonSerializer.Serialize(result.Result));
            var calls = message.Contents.OfType<FunctionCallContent>().Select(static call =>
                ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, BinaryData.FromString(JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>())))).ToArray();
            if (calls.Length > 0)
            {
                var assistant = new AssistantChatMessage(calls);
                if (message.Text.Length > 0)
                    assistant.Content.Add(ChatMessageContentPart.CreateTextPart(message.Text));
                yield return assistant;
            }
            else if (message.Text.Length > 0)
            {
                yield return message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
                    : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
                    : new UserChatMessage(message.Text);
            }
        }
    }

    public static ChatCompletionOptions From(ChatOptions? options)
    {
        var wire = new ChatCompletionOptions { Temperature = options?.Temperature, TopP = options?.TopP, MaxOutputTokenCount = options?.MaxOutputTokens };
        foreach (var tool in options?.Tools?.OfType<AIFunctionDeclaration>() ?? [])
            wire.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        return wire;
    }
}

using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Providers.Local.Onnx;

namespace Voxie.Pipeline.Tests.Providers.Local.Onnx;

[Collection(LocalSpeechGroup.Name)]
public sealed class OnnxSessionTests(LocalSpeechFixture speech)
{
    [Fact]
    public void A_missing_library_is_named()
    {
        var error = Assert.Throws<OnnxException>(() => OnnxEnvironment.Load("/nowhere/libonnxruntime.so"));
        Assert.Contains("/nowhere/libonnxruntime.so", error.Message);
    }

    [Fact]
    public void Another_library_is_refused()
    {
        var error = Assert.Throws<OnnxException>(() => OnnxEnvironment.Load("libc.so.6"));
        Assert.Contains("OrtGetApiBase", error.Message);
    }

    [SpeechModelsFact]
    public void A_file_that_is_no_model_fails_with_the_message_of_the_library()
    {
        var path = LocalSpeechFixture.Models.Require(LocalModels.DittliMetadata);
        var error = Assert.Throws<OnnxException>(() => speech.Environment.Open(path));
        Assert.Contains(path, error.Message);
    }

    [SpeechModelsFact]
    public void A_model_tells_its_inputs_and_their_shapes()
    {
        using var session = speech.Environment.Open(LocalSpeechFixture.Models.Require(LocalModels.SileroVad));
        Assert.Equal(["input", "state", "sr"], session.Inputs);
        Assert.Equal(["output", "stateN"], session.Outputs);
        Assert.Equal([2, -1, 128], session.InputShape("state"));
        Assert.Contains("no wheel", Assert.Throws<OnnxException>(() => session.Prepare(["wheel"], ["output"])).Message);
    }

    [SpeechModelsFact]
    public void A_value_of_the_wrong_shape_is_refused_with_the_message_of_the_library()
    {
        using var session = speech.Environment.Open(LocalSpeechFixture.Models.Require(LocalModels.SileroVad));
        var call = session.Prepare(session.Inputs, ["output"]);
        using var input = OnnxValue.Allocate<float>(speech.Environment, 1, 288);
        using var state = OnnxValue.Allocate<float>(speech.Environment, 2, 128);
        using var rate = OnnxValue.Allocate<long>(speech.Environment);
        var outputs = new OnnxValue?[1];
        var error = Assert.Throws<OnnxException>(() => call.Run([input, state, rate], outputs));
        Assert.Contains("state", error.Message);
        Assert.Null(outputs[0]);
    }

    [SpeechModelsFact]
    public void Values_hold_what_was_put_in_and_views_lie_over_their_beginning()
    {
        using var value = OnnxValue.Allocate<float>(speech.Environment, 4, 3);
        value.Data<float>()[5] = 7;
        using var view = value.View<float>(speech.Environment, 2, 3);
        Assert.Equal([2, 3], view.Shape());
        Assert.Equal([0, 0, 0, 0, 0, 7], view.Data<float>().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => value.View<float>(speech.Environment, 5, 3));

        using var empty = OnnxValue.Allocate<float>(speech.Environment, 0, 8, 1, 52);
        Assert.Equal(0, empty.Data<float>().Length);
        using var scalar = OnnxValue.Allocate<long>(speech.Environment);
        Assert.Equal(1, scalar.Data<long>().Length);
        Assert.Empty(scalar.Shape());
    }

    [SpeechModelsFact]
    public void A_session_may_be_disposed_before_or_after_its_environment()
    {
        var environment = OnnxEnvironment.Load(LocalSpeechFixture.Models.Require(LocalModels.OnnxRuntime));
        var session = environment.Open(LocalSpeechFixture.Models.Require(LocalModels.SileroVad));
        environment.Dispose();
        Assert.Equal([2, -1, 128], session.InputShape("state"));
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.InputShape("state"));
    }
}

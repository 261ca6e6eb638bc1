using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Interpreting.Scripts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Interpreting.Scripts;

public sealed class ScriptedInterpreterTests
{
    private static readonly KubernetesObject Gizmo = Samples.Object(
        "{'apiVersion':'example.io/v1','kind':'Gizmo','metadata':{'name':'g'},'spec':{'size':3,'empty':{},'none':[],'template':{'spec':{'containers':[{'resources':{'requests':{'cpu':'1'}}}]}}}}");

    [Fact]
    public void GetReplicas_ScriptWithKubeLibrary_ReadsCountAndRequirements()
    {
        var reading = Interpreter("replicaResource", "local kube = require('kube')\nfunction GetReplicas(obj)\n  return obj.spec.size, kube.accuratePodRequirements(obj.spec.template)\nend").GetReplicas(Gizmo);

        Assert.Equal(3, reading.Replicas);
        Assert.Equal("""{"resourceRequest":{"cpu":"1"}}""", reading.Requirements!.ToJsonString());
    }

    [Fact]
    public void ReviseReplica_EmptyMapsAndLists_KeepTheirShape()
    {
        var revised = Interpreter("replicaRevision", "function ReviseReplica(obj, replicas)\n  obj.spec.size = replicas\n  obj.spec.leftover = {}\n  return obj\nend").ReviseReplica(Gizmo.ToDraft(), 7);

        Assert.Equal(7, revised["spec"]!["size"]!.GetValue<long>());
        Assert.Equal("{}", revised["spec"]!["empty"]!.ToJsonString());
        Assert.Equal("[]", revised["spec"]!["none"]!.ToJsonString());
        Assert.False(revised["spec"]!.AsObject().ContainsKey("leftover"));
    }

    [Theory]
    [InlineData("while true do end")]
    [InlineData("while true do pcall(function() while true do end end) end")]
    [InlineData("local t = {} while true do t[#t + 1] = string.rep('x', 1024 * 1024) .. #t end")]
    [InlineData("error('no')")]
    [InlineData("return nothing.at.all")]
    [InlineData("return os.execute('true')")]
    [InlineData("return io.open('/etc/hostname')")]
    [InlineData("return load('return true')()")]
    [InlineData("return require('kube').resourceAdd('one')")]
    public void InterpretHealth_ScriptThatFailsOrGoesTooFar_IsRefused(string body)
    {
        var interpreter = Interpreter("healthInterpretation", $"function InterpretHealth(obj)\n{body}\nend", new ScriptLimits(TimeSpan.FromMilliseconds(200), 32 << 20));

        Assert.Throws<InterpretationException>(() => interpreter.InterpretHealth(Gizmo));
    }

    [Fact]
    public void Supports_SeveralCustomizations_FirstByNameAnswers()
    {
        var interpreter = new ScriptedInterpreter([Customization("b", "healthInterpretation", "function InterpretHealth() return false end"), Customization("a", "healthInterpretation", "function InterpretHealth() return true end")]);

        Assert.True(interpreter.InterpretHealth(Gizmo));
        Assert.False(interpreter.Supports(Gizmo.GroupVersionKind, InterpreterOperation.GetReplicas));
    }

    private static ScriptedInterpreter Interpreter(string field, string script, ScriptLimits? limits = null) => new([Customization("c", field, script)], limits);

    private static KubernetesObject Customization(string name, string field, string script) => Samples.Object(
        "{'apiVersion':'config.karmada.io/v1alpha1','kind':'ResourceInterpreterCustomization','metadata':{'name':'" + name + "'},'spec':{'target':{'apiVersion':'example.io/v1','kind':'Gizmo'},'customizations':{'" + field + "':{'luaScript':'"
        + script.Replace("\n", "\\n").Replace("'", "\\u0027") + "'}}}}");
}

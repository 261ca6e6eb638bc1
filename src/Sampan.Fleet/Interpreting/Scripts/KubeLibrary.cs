using System.Text.Json;
using System.Text.Json.Nodes;
using KeraLua;
using Sampan.Fleet.Interpreting.Native;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Fleet.Interpreting.Scripts;

/// <summary>What Karmada offers to scripts as <c>require("kube")</c>.</summary>
/// <remarks>
/// A failure is returned as a second value, which the prelude raises as an error inside Lua: an error raised here
/// would jump over this runtime's own frames.
/// </remarks>
internal static class KubeLibrary
{
    private static readonly (string Name, LuaFunction Function)[] Functions =
    [
        ("resourceAdd", Guarded(lua => Sum(lua).ToString())),
        ("getResourceQuantity", Guarded(lua => Amount(lua, 1) is { Sign: >= 0 } amount ? amount.ToDouble() : throw new FormatException("the quantity is negative"))),
        ("accuratePodRequirements", Guarded(lua => ReplicaRequirements.Of(PodSpec(lua)))),
        ("getPodDependencies", Guarded(lua => Dependencies(lua))),
    ];

    /// <summary>Registers the functions as globals with a prefix, from where the prelude takes them.</summary>
    public static void Register(Lua lua)
    {
        foreach (var (name, function) in Functions)
        {
            lua.Register($"kube_{name}", function);
        }
    }

    private static LuaFunction Guarded(Func<Lua, JsonNode?> function) => state =>
    {
        var lua = Lua.FromIntPtr(state);
        try
        {
            var result = function(lua);
            LuaJson.Push(lua, result is null ? null : JsonElement.Parse(result.ToJsonString()));
            return 1;
        }
        catch (Exception exception) when (exception is FormatException or InterpretationException or JsonException)
        {
            lua.PushNil();
            lua.PushString(exception.Message);
            return 2;
        }
    };

    private static Quantity Sum(Lua lua)
    {
        var sum = Quantity.Zero;
        for (var i = 1; i <= lua.GetTop(); i++)
        {
            sum += Amount(lua, i);
        }

        return sum;
    }

    private static Quantity Amount(Lua lua, int index) => lua.Type(index) switch
    {
        LuaType.Nil => Quantity.Zero,
        LuaType.String => Quantity.Parse(lua.ToString(index, false)),
        var type => throw new FormatException($"bad argument #{index}: string expected, got {type.ToString().ToLowerInvariant()}"),
    };

    private static JsonElement PodSpec(Lua lua) => LuaJson.Read(lua, 1) is JsonObject template
        ? KubernetesObject.From(template).Root.Member("spec") ?? default
        : throw new FormatException("bad argument #1: a pod template expected");

    private static JsonArray Dependencies(Lua lua)
    {
        var @namespace = lua.Type(2) is LuaType.Nil or LuaType.None ? "default" : lua.ToString(2, false);
        return new JsonArray([.. PodReferences.Of(PodSpec(lua), @namespace).Select(dependency => (JsonNode)dependency.ToJson())]);
    }
}

using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using KeraLua;

namespace Sampan.Fleet.Interpreting.Scripts;

/// <summary>Runs one function of a script in a Lua of its own, within limits of time and memory.</summary>
internal static class ScriptRun
{
    private const int InstructionsBetweenChecks = 10_000;

    /// <summary>Loads the script and calls the function.</summary>
    /// <param name="script">Lua text that defines the function.</param>
    /// <param name="function">The function's name.</param>
    /// <param name="results">How many results to return; missing ones are null.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="InterpretationException">The script is wrong, fails, or uses too much.</exception>
    public static JsonNode?[] Call(string script, string function, int results, ScriptLimits limits, params ReadOnlySpan<JsonElement> arguments)
    {
        var memory = new ScriptMemory(limits.MemoryBytes);
        var allocator = memory.Allocator;
        using var lua = new Lua(allocator, IntPtr.Zero);
        lua.OpenLibs();
        KubeLibrary.Register(lua);
        var started = Stopwatch.GetTimestamp();
        var isLate = false;
        LuaHookFunction check = (state, _) =>
        {
            var running = Lua.FromIntPtr(state);
            isLate = isLate || Stopwatch.GetElapsedTime(started) > limits.Time;
            if (isLate && running.IsYieldable)
            {
                // From a hook this only marks the script as paused; Lua leaves it after the hook has returned.
                running.Yield(0);
            }
        };

        Execute(lua, ScriptPrelude.Text, "prelude");
        Execute(lua, script, "script");
        if (lua.GetGlobal(function) != LuaType.Function)
        {
            throw new InterpretationException($"not found function {function}");
        }

        var thread = lua.NewThread();
        lua.PushCopy(-2);
        lua.XMove(thread, 1);
        foreach (var argument in arguments)
        {
            LuaJson.Push(thread, argument);
        }

        Resume(thread, arguments.Length);
        var values = new JsonNode?[results];
        for (var i = 0; i < results; i++)
        {
            values[i] = LuaJson.Read(thread, i + 1);
        }

        GC.KeepAlive(allocator);
        GC.KeepAlive(check);
        return values;

        void Execute(Lua state, string text, string name)
        {
            var chunk = state.NewThread();
            if (chunk.LoadString(text, name) != LuaStatus.OK)
            {
                throw new InterpretationException(chunk.ToString(-1, false));
            }

            Resume(chunk, 0);
            state.Pop(1);
        }

        void Resume(Lua state, int count)
        {
            state.SetHook(check, LuaHookMask.Count, InstructionsBetweenChecks);
            memory.IsLimited = true;
            var status = state.Resume(lua, count);
            memory.IsLimited = false;
            if (status == LuaStatus.Yield)
            {
                throw new InterpretationException($"the script ran longer than {limits.Time.TotalSeconds:0.###} s");
            }

            if (status != LuaStatus.OK)
            {
                throw new InterpretationException(state.ToString(-1, false));
            }
        }
    }
}

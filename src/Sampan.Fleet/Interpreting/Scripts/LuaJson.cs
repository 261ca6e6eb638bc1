using System.Text.Json;
using System.Text.Json.Nodes;
using KeraLua;

namespace Sampan.Fleet.Interpreting.Scripts;

/// <summary>JSON values as Lua values and back. An empty table comes back as an empty list: Lua cannot tell it from an empty map.</summary>
internal static class LuaJson
{
    private const int DeepestNesting = 100;

    /// <summary>Puts a value on the stack; null members of maps are left out.</summary>
    public static void Push(Lua lua, JsonElement? value)
    {
        lua.CheckStack(4);
        switch (value?.ValueKind)
        {
            case JsonValueKind.Object:
                lua.NewTable();
                foreach (var member in value.Value.EnumerateObject())
                {
                    Push(lua, member.Value);
                    lua.SetField(-2, member.Name);
                }

                break;
            case JsonValueKind.Array:
                lua.NewTable();
                var index = 0;
                foreach (var item in value.Value.EnumerateArray())
                {
                    Push(lua, item);
                    lua.RawSetInteger(-2, ++index);
                }

                break;
            case JsonValueKind.String:
                lua.PushString(value.Value.GetString());
                break;
            case JsonValueKind.Number when value.Value.TryGetInt64(out var integer):
                lua.PushInteger(integer);
                break;
            case JsonValueKind.Number:
                lua.PushNumber(value.Value.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                lua.PushBoolean(value.Value.ValueKind == JsonValueKind.True);
                break;
            default:
                lua.PushNil();
                break;
        }
    }

    /// <summary>Reads the value at a place of the stack.</summary>
    /// <exception cref="InterpretationException">It is no data: a function, a list with gaps, a map with keys that are no text, nested without end.</exception>
    public static JsonNode? Read(Lua lua, int index, int depth = 0)
    {
        switch (lua.Type(index))
        {
            case LuaType.Nil or LuaType.None:
                return null;
            case LuaType.Boolean:
                return lua.ToBoolean(index);
            case LuaType.Number:
                return Number(lua, index);
            case LuaType.String:
                return lua.ToString(index, false);
            case LuaType.Table when depth < DeepestNesting:
                lua.CheckStack(4);
                return Table(lua, lua.AbsIndex(index), depth + 1);
            case LuaType.Table:
                throw new InterpretationException("cannot encode recursively nested tables");
            case var type:
                throw new InterpretationException($"cannot encode {type.ToString().ToLowerInvariant()} to JSON");
        }
    }

    // Scripts know one kind of number; what is whole is written whole.
    private static JsonNode Number(Lua lua, int index)
    {
        if (lua.IsInteger(index))
        {
            return lua.ToInteger(index);
        }

        var number = lua.ToNumber(index);
        return Math.Abs(number) < 1e15 && Math.Floor(number) == number ? (long)number : number;
    }

    private static JsonNode Table(Lua lua, int table, int depth)
    {
        JsonObject? members = null;
        var items = new SortedList<long, JsonNode?>();
        lua.PushNil();
        while (lua.Next(table))
        {
            if (lua.IsInteger(-2))
            {
                items.Add(lua.ToInteger(-2), Read(lua, -1, depth));
            }
            else if (lua.Type(-2) == LuaType.String)
            {
                members ??= [];
                members[lua.ToString(-2, false)] = Read(lua, -1, depth);
            }
            else
            {
                throw new InterpretationException("cannot encode table with keys that are neither text nor whole numbers");
            }

            lua.Pop(1);
        }

        if (members is not null)
        {
            return items.Count == 0 ? members : throw new InterpretationException("cannot encode mixed or invalid key types");
        }

        return items.Count == 0 || (items.GetKeyAtIndex(0) == 1 && items.GetKeyAtIndex(items.Count - 1) == items.Count)
            ? new JsonArray([.. items.Values])
            : throw new InterpretationException("cannot encode sparse array");
    }
}

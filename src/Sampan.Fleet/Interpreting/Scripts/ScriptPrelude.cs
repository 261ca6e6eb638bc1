namespace Sampan.Fleet.Interpreting.Scripts;

/// <summary>What runs before every script: it takes away what reaches outside, and adds what scripts of Lua 5.1 expect.</summary>
internal static class ScriptPrelude
{
    public const string Text = """
        local raw = {
          resourceAdd = kube_resourceAdd,
          getResourceQuantity = kube_getResourceQuantity,
          accuratePodRequirements = kube_accuratePodRequirements,
          getPodDependencies = kube_getPodDependencies,
        }
        local kube = {}
        for name, call in pairs(raw) do
          _G["kube_" .. name] = nil
          kube[name] = function(...)
            local result, failure = call(...)
            if failure ~= nil then error(failure, 2) end
            return result
          end
        end
        require = function(name)
          if name == "kube" then return kube end
          error("module '" .. tostring(name) .. "' not found", 2)
        end
        os = { time = os.time, date = os.date, clock = os.clock, difftime = os.difftime }
        string.dump = nil
        for _, name in ipairs({ "collectgarbage", "coroutine", "debug", "dofile", "getmetatable", "io", "load", "loadfile",
                                "package", "print", "rawequal", "rawget", "rawset", "setmetatable", "utf8", "warn" }) do
          _G[name] = nil
        end
        unpack = table.unpack
        table.getn = function(list) return #list end
        math.pow = function(base, exponent) return base ^ exponent end
        """;
}

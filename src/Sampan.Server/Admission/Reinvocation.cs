using System.Text.Json.Nodes;

namespace Sampan.Server.Admission;

/// <summary>
/// Whether one write must pass the mutating plugins a second time, and which of their webhooks and policies want that
/// (apiserver/pkg/admission/reinvocation.go, plugin/webhook/mutating/reinvocationcontext.go).
/// </summary>
internal sealed class Reinvocation
{
    private Dictionary<string, Due>? _plugins;

    /// <summary>Whether this is the second pass.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Whether somebody has changed the object in a way that others should see.</summary>
    public bool IsWanted { get; private set; }

    /// <summary>Asks for the second pass.</summary>
    public void Want() => IsWanted = true;

    /// <summary>Begins the second pass.</summary>
    public void Start() => IsRunning = true;

    /// <summary>What one plugin has to invoke again.</summary>
    public Due Of(IAdmissionPlugin plugin)
    {
        _plugins ??= [];
        if (!_plugins.TryGetValue(plugin.Name, out var due))
        {
            _plugins[plugin.Name] = due = new Due();
        }

        return due;
    }

    /// <summary>The invocations of one plugin that may be repeated, and those that must be.</summary>
    public sealed class Due
    {
        private readonly HashSet<string> _due = [];
        private readonly HashSet<string> _invoked = [];
        private JsonObject? _output;

        /// <summary>Whether an invocation must be repeated.</summary>
        public bool Contains(string invocation) => _due.Contains(invocation);

        /// <summary>Notes an invocation that may be repeated.</summary>
        public void Invoked(string invocation) => _invoked.Add(invocation);

        /// <summary>Whoever has been invoked must see what has become of the object since.</summary>
        public void Require()
        {
            _due.UnionWith(_invoked);
            _invoked.Clear();
        }

        /// <summary>As <see cref="Require"/>, if the object is no longer what the plugin has left.</summary>
        public void RequireIfChanged(JsonObject? now)
        {
            if (_invoked.Count > 0 && !JsonNode.DeepEquals(_output, now))
            {
                Require();
            }
        }

        /// <summary>Keeps what the plugin leaves, if anybody may have to see that it has changed.</summary>
        public void Leave(JsonObject? output) => _output = _invoked.Count > 0 ? output?.DeepClone().AsObject() : null;
    }
}

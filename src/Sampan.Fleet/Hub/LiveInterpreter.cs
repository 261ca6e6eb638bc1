using Sampan.Controllers.Runtime;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Interpreting.Scripts;

namespace Sampan.Fleet.Hub;

/// <summary>The interpreter by the customizations that the hub has now.</summary>
internal sealed class LiveInterpreter(Informer customizations)
{
    private volatile Version _version = new(-1, ResourceInterpreter.BuiltIn);

    public IResourceInterpreter Current
    {
        get
        {
            var revision = customizations.Revision;
            if (_version.Revision != revision)
            {
                var objects = customizations.All;
                _version = new Version(revision, objects.Count == 0 ? ResourceInterpreter.BuiltIn : new ResourceInterpreter([new ScriptedInterpreter(objects)]));
            }

            return _version.Interpreter;
        }
    }

    private sealed record Version(long Revision, IResourceInterpreter Interpreter);
}

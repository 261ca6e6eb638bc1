using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;

namespace Sampan.Server.Admission.Expressions;

/// <summary>Compiles the expressions of one policy: each sees the variables that come before it.</summary>
/// <param name="hasParameters">Whether the policy has parameters.</param>
/// <param name="isMutating">Whether expressions may write objects and patches.</param>
internal sealed class PolicyCompiler(bool hasParameters, bool isMutating = false)
{
    private readonly Dictionary<string, CelType> _types = [];

    /// <summary>Whether the policy composes variables.</summary>
    public bool HasVariables { get; private set; }

    /// <summary>The compiled variables by name, in order.</summary>
    public Dictionary<string, CelProgram> Variables { get; } = [];

    /// <summary>Compiles a variable, which what comes after may use.</summary>
    public CelCompilation AddVariable(string name, string expression)
    {
        HasVariables = true;
        var compilation = Compile(expression);
        _types[name] = compilation.Program?.Type ?? CelType.Dyn;
        if (compilation.Program is { } program)
        {
            Variables[name] = program;
        }

        return compilation;
    }

    /// <summary>Compiles an expression.</summary>
    public CelCompilation Compile(string expression, bool hasAuthorizer = true)
    {
        var environment = AdmissionEnvironment.Of(hasParameters, hasAuthorizer);
        if (HasVariables)
        {
            environment = environment.With(AdmissionVariables.Composed, CelType.Object(AdmissionEnvironment.VariablesType, new Dictionary<string, CelType>(_types)));
        }

        return (isMutating ? environment.WithMutations() : environment).Compile(expression);
    }
}

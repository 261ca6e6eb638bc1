using Sampan.Templates.Execution;

namespace Sampan.Templates.Functions;

/// <summary>What a function does with its arguments. It throws <see cref="FunctionException"/> to refuse them.</summary>
/// <param name="context">The rendering.</param>
/// <param name="arguments">The arguments, each of its parameter's type; read before any template is executed.</param>
public delegate object? FunctionBody(FunctionContext context, ReadOnlySpan<object?> arguments);

/// <summary>A function or method that templates can call.</summary>
public sealed class TemplateFunction
{
    private readonly ParameterType[] _parameters;

    /// <param name="name">The name, as messages give it.</param>
    /// <param name="parameters">The parameters' types.</param>
    /// <param name="body">What it does.</param>
    /// <param name="isVariadic">Whether the last parameter may be given any number of times, or not at all.</param>
    public TemplateFunction(string name, ParameterType[] parameters, FunctionBody body, bool isVariadic = false)
    {
        Name = name;
        Body = body;
        IsVariadic = isVariadic;
        _parameters = parameters;
        FixedCount = parameters.Length - (isVariadic ? 1 : 0);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Whether the last parameter may be given any number of times, or not at all.</summary>
    public bool IsVariadic { get; }

    /// <summary>Calls it from another function; the arguments must be of the parameters' types.</summary>
    public object? Invoke(FunctionContext context, params ReadOnlySpan<object?> arguments) => Body(context, arguments);

    internal FunctionBody Body { get; }

    /// <summary>How many arguments there must be at least.</summary>
    internal int FixedCount { get; }

    /// <summary>Stands in a message for the first argument as it is written.</summary>
    internal const string FirstArgument = "\u0001";

    /// <summary>Whether the function's messages have <see cref="FirstArgument"/>.</summary>
    internal bool NamesFirstArgument { get; init; }

    /// <summary>Set for <c>and</c> (false) and <c>or</c> (true): the truth at which evaluation stops.</summary>
    internal bool? ShortCircuits { get; init; }

    internal ParameterType Parameter(int index) => _parameters[Math.Min(index, _parameters.Length - 1)];
}

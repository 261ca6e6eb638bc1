using Sampan.Templates.Execution;
using Sampan.Templates.Language;
using Sampan.Templates.Nodes;

namespace Sampan.Templates.Analysis;

/// <summary>
/// Follows the dot and variables through a template. Where a value goes into anything that may look inside it, it counts
/// as read whole: the analysis may find too much to be read, never too little.
/// </summary>
internal sealed class ReadAnalysis(TemplateReads reads)
{
    private static readonly string[] Tests =
    [
        "not", "empty", "eq", "ne", "lt", "le", "gt", "ge", "kindIs", "kindOf", "typeIs", "typeOf", "typeIsLike",
    ];

    private static readonly string[] Choices = ["and", "or", "default", "coalesce", "ternary"];

    /// <summary>Finds what a template reads.</summary>
    public static TemplateReads Of(TemplateBody body)
    {
        var reads = new TemplateReads();
        new ReadAnalysis(reads).Visit(body.Root, Place.Root, new(StringComparer.Ordinal) { ["$"] = Place.Root });
        return reads;
    }

    private void Visit(ListNode list, Place dot, Dictionary<string, Place> variables)
    {
        if (!DeepStack.HasRoom)
        {
            DeepStack.Run(() =>
            {
                Visit(list, dot, variables);
                return true;
            });
            return;
        }

        foreach (var node in list.Children)
        {
            Visit(node, dot, variables);
        }
    }

    private void Visit(Node node, Place dot, Dictionary<string, Place> variables)
    {
        switch (node)
        {
            case ActionNode action:
                Evaluate(action.Pipe, dot, variables, action.Pipe.Declarations.Length > 0 ? Use.Bound : Use.Whole);
                break;
            case TemplateNode { Pipe: var pipe } call:
                reads.Call(call.Name);
                if (pipe is not null)
                {
                    Evaluate(pipe, dot, variables, Use.Whole);
                }

                break;
            case ListNode list:
                Visit(list, dot, variables);
                break;
            case BranchNode branch:
                VisitBranch(branch, dot, variables);
                break;
        }
    }

    private void VisitBranch(BranchNode branch, Place dot, Dictionary<string, Place> variables)
    {
        Dictionary<string, Place> inner = new(variables, StringComparer.Ordinal);
        var place = Evaluate(branch.Pipe, dot, inner, branch switch { IfNode => Use.Tested, WithNode => Use.Bound, _ => Use.Whole });
        if (branch is RangeNode)
        {
            foreach (var variable in branch.Pipe.Declarations)
            {
                inner[variable.Name] = Place.Unknown;
            }
        }

        Visit(branch.List, branch switch { IfNode => dot, WithNode => place, _ => Place.Unknown }, inner);
        if (branch.ElseList is { } otherwise)
        {
            Visit(otherwise, dot, new(inner, StringComparer.Ordinal));
        }
    }

    private Place Evaluate(PipeNode pipe, Place dot, Dictionary<string, Place> variables, Use use)
    {
        if (pipe.IsAssignment)
        {
            // What the variable stands for afterwards depends on the branch taken.
            use = Use.Whole;
        }

        Place? value = null;
        for (var i = 0; i < pipe.Commands.Length; i++)
        {
            value = Evaluate(pipe.Commands[i], dot, variables, i + 1 < pipe.Commands.Length ? Use.Bound : use, value);
        }

        foreach (var variable in pipe.IsAssignment ? [] : pipe.Declarations)
        {
            variables[variable.Name] = value ?? Place.Unknown;
        }

        return value ?? Place.Unknown;
    }

    private Place Evaluate(CommandNode command, Place dot, Dictionary<string, Place> variables, Use use, Place? last)
    {
        if (command.Arguments[0] is FunctionNode function)
        {
            return Call(function.Name, new CallArguments(this, [.. command.Arguments.Skip(1)], last, dot, variables), use);
        }

        var isMethod = command.Arguments.Length > 1 || last is not null;
        foreach (var argument in command.Arguments.Skip(1))
        {
            Evaluate(argument, dot, variables, Use.Whole);
        }

        if (last is { } piped)
        {
            Record(piped, Use.Whole);
        }

        return Evaluate(command.Arguments[0], dot, variables, isMethod ? Use.Tested : use);
    }

    private Place Evaluate(OperandNode operand, Place dot, Dictionary<string, Place> variables, Use use)
    {
        switch (operand)
        {
            case PipeNode pipe:
                return Evaluate(pipe, dot, variables, use);
            case FunctionNode function:
                return Call(function.Name, new CallArguments(this, [], null, dot, variables), use);
            case ChainNode chain:
                return Record(Evaluate(chain.Receiver, dot, variables, Use.Bound).Field(chain.Fields), use);
            case FieldNode field:
                return Record(dot.Field(field.Names), use);
            case VariableNode variable:
                return Record(variables.GetValueOrDefault(variable.Name, Place.Unknown).Field(variable.Fields), use);
            case DotNode:
                return Record(dot, use);
            default:
                return Place.Unknown;
        }
    }

    private Place Call(string name, CallArguments arguments, Use use)
    {
        switch (name)
        {
            case "include":
                CallTemplate(arguments);
                return Place.Unknown;
            case "index" or "get":
                return Record(arguments.Entry(), use);
            case "hasKey":
                Record(arguments.Entry(), Use.Tested);
                return Place.Unknown;
            case "dig" when arguments.Dug() is { } dug:
                Record(dug, Use.Whole);
                return Place.Unknown;
            case "required":
                return arguments.Last(use);
        }

        arguments.Use(Array.IndexOf(Tests, name) >= 0 || (use == Use.Tested && Array.IndexOf(Choices, name) >= 0) ? Use.Tested : Use.Whole);
        return Place.Unknown;
    }

    private void CallTemplate(CallArguments arguments)
    {
        if (arguments.Constant(0) is { } name)
        {
            reads.Call(name);
        }
        else
        {
            reads.CallsOthers = true;
        }

        arguments.Use(Use.Whole);
    }

    /// <summary>Notes a use; the data as a whole is only handed on, and read where it arrives.</summary>
    private Place Record(Place place, Use use)
    {
        if (place.Path is { Length: > 0 } path)
        {
            reads.Read(path, use == Use.Whole);
        }

        return place;
    }

    private enum Use
    {
        /// <summary>Its value goes somewhere.</summary>
        Whole,

        /// <summary>Only whether it is there, or true.</summary>
        Tested,

        /// <summary>It gets a name, or becomes the dot: what is done with that counts.</summary>
        Bound,
    }

    /// <summary>A function's arguments: those written, and last what comes through the pipeline.</summary>
    private sealed class CallArguments(ReadAnalysis analysis, IReadOnlyList<OperandNode> written, Place? piped, Place dot, Dictionary<string, Place> variables)
    {
        public string? Constant(int index) => index < written.Count && written[index] is StringNode text ? text.Constant : null;

        public void Use(Use use)
        {
            foreach (var argument in written)
            {
                analysis.Evaluate(argument, dot, variables, use);
            }

            if (piped is { } last)
            {
                analysis.Record(last, use);
            }
        }

        /// <summary>The last argument's place.</summary>
        public Place Last(Use use)
        {
            var place = piped is { } last ? analysis.Record(last, use) : Place.Unknown;
            foreach (var (index, argument) in written.Index())
            {
                var isLast = piped is null && index == written.Count - 1;
                var own = analysis.Evaluate(argument, dot, variables, isLast ? use : ReadAnalysis.Use.Whole);
                place = isLast ? own : place;
            }

            return place;
        }

        /// <summary>The entry that constant keys lead to in the first argument; without such keys all of it is used.</summary>
        public Place Entry()
        {
            var keys = written.Skip(1).Select(argument => (argument as StringNode)?.Constant).ToArray();
            if (written.Count == 0 || keys.Length == 0 || piped is not null || Array.Exists(keys, key => key is null))
            {
                Use(ReadAnalysis.Use.Whole);
                return Place.Unknown;
            }

            return analysis.Evaluate(written[0], dot, variables, ReadAnalysis.Use.Bound).Field([.. keys.OfType<string>()]);
        }

        /// <summary>What <c>dig "a" "b" default data</c> looks for; null when its keys are not constant.</summary>
        public Place? Dug()
        {
            var keys = written.Take(written.Count - (piped is null ? 2 : 1)).Select(argument => (argument as StringNode)?.Constant).ToArray();
            if (keys.Length == 0 || Array.Exists(keys, key => key is null))
            {
                return null;
            }

            analysis.Evaluate(written[keys.Length], dot, variables, ReadAnalysis.Use.Whole);
            return (piped ?? analysis.Evaluate(written[^1], dot, variables, ReadAnalysis.Use.Bound)).Field([.. keys.OfType<string>()]);
        }
    }
}

namespace Sampan.Fleet.Interpreting;

/// <summary>The questions that a resource interpreter answers about a kind of object.</summary>
public enum InterpreterOperation
{
    /// <summary>How many replicas a template wants, and what each of them needs.</summary>
    GetReplicas,

    /// <summary>The components of a workload with several pod templates, with the replicas and needs of each.</summary>
    GetComponents,

    /// <summary>The template with another number of replicas.</summary>
    ReviseReplica,

    /// <summary>The object for a member, with what the member itself decides kept.</summary>
    Retain,

    /// <summary>The template with the status of all members' objects together.</summary>
    AggregateStatus,

    /// <summary>The other objects that a template needs beside it.</summary>
    GetDependencies,

    /// <summary>What of a member's object the hub needs to know.</summary>
    ReflectStatus,

    /// <summary>Whether a member's object does what it should.</summary>
    InterpretHealth,
}

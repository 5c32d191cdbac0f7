package io.changeover.architecture.violations.runbook.step;

import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;

/** Lawful: no rule may name it. */
public abstract class PlantedBase extends AbstractBpmnActivityBehavior {}
